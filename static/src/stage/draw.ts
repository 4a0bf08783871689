// The picture of the timeline: a frame in, pixels out. Nothing is remembered between two frames.
//
// Painted from the back to the front; what is written takes its place in the order of its importance.
import {drawArrows} from './arrows'
import {drawAxis, drawGrid} from './axis'
import {drawCpuBlocks, drawSteps, labelCpuBlocks} from './blocks'
import {drawCrowds, nameCrowds, nameCrowdsInside} from './crowds'
import type {Frame} from './frame'
import {drawGaps, labelGaps} from './gaps'
import {drawLaneLines, drawLaneNames, drawNamesInside, drawSight} from './lanes'
import {drawCuts, drawDown, drawHostLines, drawPackets, nameCuts, namePackets} from './packets'
import {drawLoop} from './loop'
import {drawPlayhead, playheadBox} from './playhead'
import {Places} from './text'
import {drawCpuWaits, drawTaskWaits, labelCpuWaits} from './waits'

export function draw(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {layout, theme} = frame
  ctx.fillStyle = theme.ground
  ctx.fillRect(0, 0, layout.width, layout.height)

  ctx.save()
  ctx.beginPath()
  ctx.rect(layout.plotLeft, 0, layout.plotWidth, layout.height)
  ctx.clip()
  drawGrid(ctx, frame)
  drawLaneLines(ctx, frame)
  drawGaps(ctx, frame)
  drawHostLines(ctx, frame)
  drawDown(ctx, frame)
  drawCuts(ctx, frame)
  drawTaskWaits(ctx, frame)
  drawCrowds(ctx, frame)
  drawPackets(ctx, frame)
  drawCpuWaits(ctx, frame)
  drawCpuBlocks(ctx, frame)
  drawSteps(ctx, frame)

  drawLoop(ctx, frame)

  const places = new Places()
  places.take(playheadBox(frame))
  places.take({left: layout.width - frame.cornerPx, right: layout.width, top: 0, bottom: layout.axis.height})
  const told = labelCpuWaits(ctx, frame, places)
  drawArrows(ctx, frame, places)
  labelCpuBlocks(ctx, frame, places)
  labelGaps(ctx, frame, places, told)
  drawAxis(ctx, frame, places)
  nameCuts(ctx, frame, places)
  namePackets(ctx, frame, places)
  nameCrowdsInside(ctx, frame, places)
  drawNamesInside(ctx, frame, places)
  drawSight(ctx, frame)
  drawPlayhead(ctx, frame)
  ctx.restore()

  drawLaneNames(ctx, frame)
  nameCrowds(ctx, frame)
}
