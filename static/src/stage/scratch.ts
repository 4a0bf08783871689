// A canvas that pixels go through on their way to another: what is put there is drawn at once.

let scratch: CanvasRenderingContext2D | null = null

/** Pixels with their red in the lowest byte, row by row. */
export function onCanvas(pixels: Uint32Array<ArrayBuffer>, width: number, rows: number): HTMLCanvasElement {
  scratch ??= document.createElement('canvas').getContext('2d')
  if (!scratch) throw new Error('this browser has no canvas to draw on')
  const {canvas} = scratch
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== rows) canvas.height = rows
  scratch.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), width, rows), 0, 0)
  return canvas
}
