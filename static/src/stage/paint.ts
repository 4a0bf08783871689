// Blocks as pixels: wide ones as boxes, small ones as a texture. Up to the playhead in full, beyond it pale; what
// does not belong to what is selected recedes.
import {KINDS} from '../model/kinds'
import type {Blocks} from '../model/lanes'
import {mixed, numberOf} from './colour'
import {headX, RECEDED, receding, UNDERWAY, type Frame} from './frame'
import {layerOf, SLOTS, slotOf, type Layer} from './layer'
import {textureFor, walk, WIDE_PX} from './pixels'
import {hueOf} from './theme'

export interface Drawn {
  readonly layer: Layer
  readonly blocks: Blocks
  readonly top: number
  readonly height: number
  readonly radius: number
  /** Left free at both sides of a box. */
  readonly gapPx: number
  /** How much of its hue a block has where nothing makes it paler. */
  readonly full: number
  /** Whose all of them are, where they are one's. */
  readonly owner?: number
}

/** The blocks of what is selected alone. */
const ownOf = (layer: Layer, blocks: Blocks, name: string, owner: number): Layer =>
  layerOf(
    blocks,
    `${name} of ${owner}`,
    (index) => blocks.owner[index] === owner && layer.holds(index),
    () => slotOf(owner),
  )

export function drawBlocks(ctx: CanvasRenderingContext2D, frame: Frame, name: string, drawn: Drawn): void {
  const {selected} = frame
  if (selected === null) paint(ctx, frame, drawn, 1)
  else if (drawn.owner !== undefined) paint(ctx, frame, drawn, receding(frame, drawn.owner))
  else {
    // What is selected is drawn by itself, on top, so that it is seen among thousands.
    paint(ctx, frame, drawn, RECEDED)
    paint(ctx, frame, {...drawn, layer: ownOf(drawn.layer, drawn.blocks, name, selected)}, 1)
  }
}

function paint(ctx: CanvasRenderingContext2D, frame: Frame, drawn: Drawn, strength: number): void {
  const {layer, blocks, top, height, full, owner: one} = drawn
  const {theme, layout, view, scene} = frame
  const head = headX(frame)
  const palette = (part: number) =>
    Array.from({length: SLOTS}, (_, slot) =>
      numberOf(mixed(slot === 0 ? theme.loop : theme.hues[slot - 1], theme.ground, part)),
    )
  const [past, ahead] = [palette(full * strength), palette(full * strength * frame.ahead)]
  const headPixel = head - layout.plotLeft
  const colour = (slot: number, pixel: number) =>
    (pixel < headPixel ? past : ahead)[one === undefined ? slot : slotOf(one)]
  const ownerAt = (index: number) => one ?? blocks.owner[index]
  for (const storey of layer.storeys) {
    const texture = textureFor(view)
    walk(storey, {
      view,
      endPs: scene.endPs,
      widePx: WIDE_PX,
      texture,
      wide(index, x, right) {
        const fill = (part: number) => {
          ctx.fillStyle = mixed(hueOf(theme, ownerAt(index)), theme.ground, full * strength * part)
          const gap = right - x > 3 ? drawn.gapPx : 0
          box(ctx, x + gap, top, right - x - 2 * gap, height, drawn.radius)
        }
        if (x < head) fill(1)
        if (right <= head) return
        const part = strengthAhead(frame, blocks, index)
        if (x >= head) return fill(part)
        ctx.save()
        ctx.beginPath()
        ctx.rect(head, top, right - head, height)
        ctx.clip()
        ctx.fillStyle = theme.ground
        ctx.fillRect(head, top, right - head, height)
        fill(part)
        ctx.restore()
      },
    })
    texture.draw(ctx, {left: layout.plotLeft, top, height}, colour)
  }
}

/** A thread's time on its core is no span of its own: it goes on while it has the core. */
export function goesOn({columns, t}: Frame, {row, from, to}: Blocks, index: number): boolean {
  const kind = KINDS[columns.kind[row[index]]]
  return (kind === 'thread.state' || kind === 'program') && from[index] <= t && to[index] > t
}

/** How strongly a block is drawn beyond the playhead. */
export const strengthAhead = (frame: Frame, blocks: Blocks, index: number): number =>
  frame.open.has(blocks.row[index]) || goesOn(frame, blocks, index)
    ? Math.max(UNDERWAY, frame.ahead)
    : frame.ahead

function box(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
) {
  if (width <= 2 * radius + 1) return ctx.fillRect(x, y, width, height)
  ctx.beginPath()
  ctx.roundRect(x, y, width, height, radius)
  ctx.fill()
}
