// Drawn icons, on a 24 by 24 grid, in the colour of the text around them.
import {svg, html, type TemplateResult} from 'lit'

const icon = (shape: unknown): TemplateResult =>
  html`<svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" focusable="false">${shape}</svg>`
const stroked = (d: string): TemplateResult =>
  icon(
    svg`<path d=${d} fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" />`,
  )

export const play = icon(
  svg`<path d="M7 4.2v15.6a.9.9 0 0 0 1.36.77l12.7-7.8a.9.9 0 0 0 0-1.54L8.36 3.43A.9.9 0 0 0 7 4.2z" />`,
)
export const pause = icon(svg`<path d="M6 4h4.2v16H6zM13.8 4H18v16h-4.2z" />`)
export const toStart = icon(svg`<path d="M5 4.5h2.6v15H5zM20 5v14L8.6 12z" />`)
export const toEnd = icon(svg`<path d="M16.4 4.5H19v15h-2.6zM4 5v14l11.4-7z" />`)
/** At a line of code: it executes now; it has called what executes. */
export const executing = icon(svg`<path d="M3 3v18l18-9z" />`)
export const calledFrom = stroked('M5 4v8.5h14M13.5 7l5.5 5.5-5.5 5.5')
export const back = stroked('M14.5 5.5 8 12l6.5 6.5')
export const forward = stroked('M9.5 5.5 16 12l-6.5 6.5')
export const down = stroked('M5.5 9 12 15.5 18.5 9')
export const arrow = stroked('M2.5 12h18M14.5 6l6 6-6 6')
export const close = stroked('M6 6l12 12M18 6 6 18')
export const tick = stroked('M4.5 12.5l5 5 10-11')
export const cross = stroked('M6 6l12 12M18 6 6 18')
export const bell = icon(
  svg`<path d="M12 2.2a1.6 1.6 0 0 1 1.6 1.7A6.4 6.4 0 0 1 18.4 10v4.6l1.9 2.8H3.7l1.9-2.8V10a6.4 6.4 0 0 1 4.8-6.1A1.6 1.6 0 0 1 12 2.2zM9.6 18.8h4.8a2.4 2.4 0 0 1-4.8 0z" />`,
)
export const incoming = icon(svg`<path d="M17.5 5v14L6 12z" />`)
export const outgoing = icon(svg`<path d="M6.5 5v14L18 12z" />`)
/** Going out of a yield, and coming in. */
export const goesOut = stroked('M6 18 18 6M8.5 6H18v9.5')
export const comesIn = stroked('M18 6 6 18M6 8.5V18h9.5')
export const heat = stroked('M4 6h16M4 12h10M4 18h5')
export const paused = icon(svg`<path d="M5.5 4.5h4.4v15H5.5zM14.1 4.5h4.4v15h-4.4z" />`)
export const theme = icon(
  svg`<path d="M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19zm0 2.2v14.6a7.3 7.3 0 0 1 0-14.6z" />`,
)
export const codePane = stroked('M8.5 6.5 3 12l5.5 5.5M15.5 6.5 21 12l-5.5 5.5')
export const roomPane = stroked('M3.5 4.5h17v15h-17zM14.5 4.5v15M14.5 9.5h6M14.5 14.5h6')
export const lectern = stroked('M3 4.5h18M4.5 4.5v11h15v-11M12 15.5v4.5M8 20h8M10 7.8l4.2 2.4L10 12.6z')
export const menu = stroked('M4 6.5h16M4 12h16M4 17.5h16')
export const help = stroked('M9 9a3.1 3.1 0 1 1 4.6 2.7c-1 .6-1.6 1.2-1.6 2.6M12 18.4v.1')
export const compare = stroked('M3 6.5h11M3 17.5h18M17 3.5v6M17 6.5h4')
export const whole = stroked('M3 12h18M6.5 8 3 12l3.5 4M17.5 8l3.5 4-3.5 4')
export const screen = stroked('M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5')
export const warning = icon(
  svg`<path d="M12 3 1.8 20.5h20.4zM11 9.6h2v5.6h-2zm0 7h2v2h-2z" fill-rule="evenodd" />`,
)
/** A code for phones: three corners, and what it says. */
export const qr = stroked(
  'M3.5 3.5h6v6h-6zM14.5 3.5h6v6h-6zM3.5 14.5h6v6h-6zM14.5 14.5h2.5v2.5h-2.5zM20.5 14.5v6h-6',
)
export const follow = stroked('M12 3v18M3 8h4M3 16h4M17 8h4M17 16h4')
export const reset = stroked('M4.5 9.5h10a5 5 0 0 1 0 10H9M8.5 5 4 9.5 8.5 14')
export const download = stroked('M12 3.5v11M7.5 10.5 12 15l4.5-4.5M4.5 19.5h15')
export const pen = stroked('M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19 4 20zM14 6.5l3.5 3.5')
export const laser = stroked(
  'M12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM12 3v2.5M12 18.5V21M3 12h2.5M18.5 12H21',
)
export const light = stroked('M3.5 8V4h4M16.5 4h4v4M20.5 16v4h-4M7.5 20h-4v-4M8.5 12h7')
export const aside = stroked('M6 20.5V13a4 4 0 0 1 4-4h9M15 5l4 4-4 4M6 10V3.5')
