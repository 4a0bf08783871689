// Cuts: where the compressed scale folds a long wait, the picture is torn with a zigzag at both edges, and the
// axis says how much time is cut.
import {xOf} from './camera'
import {headX, type Frame} from './frame'
import {type Places, sans, write} from './text'

function* onScreen(frame: Frame) {
  const {plotLeft, plotWidth} = frame.layout
  for (const gap of frame.view.scale.gaps) {
    const left = xOf(frame.view, gap.from)
    const right = xOf(frame.view, gap.to)
    if (right >= plotLeft && left <= plotLeft + plotWidth) yield {gap, left, right}
  }
}

export function drawGaps(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {layout, theme} = frame
  const head = headX(frame)
  for (const {left, right} of onScreen(frame)) {
    ctx.fillStyle = theme.panel
    ctx.globalAlpha = 0.55
    ctx.fillRect(left, layout.axis.height * 0.2, right - left, layout.height)
    ctx.strokeStyle = theme.faint
    ctx.lineWidth = Math.max(1, layout.em * 0.07)
    for (const x of [left, right]) {
      if (x < layout.plotLeft) continue
      ctx.globalAlpha = x > head ? 0.5 : 0.9
      tear(ctx, x, layout.axis.height * 0.1, layout.height, layout.em)
    }
    ctx.globalAlpha = 1
  }
}

/** A vertical line with a kink every few letters' heights. */
function tear(ctx: CanvasRenderingContext2D, x: number, top: number, bottom: number, em: number): void {
  const period = em * 2.6
  const swing = em * 0.32
  ctx.beginPath()
  ctx.moveTo(x, top)
  for (let y = top; y < bottom; y += period) {
    ctx.lineTo(x, y + period * 0.35)
    ctx.lineTo(x + swing, y + period * 0.52)
    ctx.lineTo(x - swing, y + period * 0.82)
    ctx.lineTo(x, y + period)
  }
  ctx.stroke()
}

/** `told`: the begins of those whose length is written below. */
export function labelGaps(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  places: Places,
  told: ReadonlySet<number>,
): void {
  const {layout, theme, words} = frame
  const px = layout.em * 0.9
  const head = headX(frame)
  for (const {gap, left, right} of onScreen(frame)) {
    const from = Math.max(left, layout.plotLeft) + layout.em * 0.4
    const to = Math.min(right, layout.plotLeft + layout.plotWidth) - layout.em * 0.4
    // No tick's label across a tear.
    for (const x of [left, right]) {
      places.take({
        left: x - layout.em * 0.4,
        right: x + layout.em * 0.4,
        top: 0,
        bottom: layout.axis.height * 0.75,
      })
    }
    const felt = words.felt(gap.to - gap.from)
    ctx.fillStyle = theme.quiet
    ctx.globalAlpha = left > head ? 0.7 : 1
    // How long it is says more than that it is cut: a narrow gap says it smaller.
    const wordings = told.has(gap.from)
      ? [{size: px, variants: [words.cutShort]}]
      : [
          {size: px, variants: [...felt.map(words.cut), ...felt]},
          {size: px * 0.84, variants: felt},
          {size: px, variants: [words.cutShort]},
        ]
    for (const {size, variants} of wordings) {
      ctx.font = sans(theme, size, 500)
      const y = layout.axis.height * 0.5
      if (write(ctx, places, variants, {x: (from + to) / 2, y, align: 'center', px: size, from, to})) break
    }
    ctx.globalAlpha = 1
  }
}
