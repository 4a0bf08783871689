// A canvas that pixels go through on their way to another: what is put there is drawn at once.

let scratch: CanvasRenderingContext2D | null = null

export function onCanvas(image: ImageData): HTMLCanvasElement {
  scratch ??= document.createElement('canvas').getContext('2d')
  if (!scratch) throw new Error('this browser has no canvas to draw on')
  const {canvas} = scratch
  if (canvas.width !== image.width) canvas.width = image.width
  if (canvas.height !== image.height) canvas.height = image.height
  scratch.putImageData(image, 0, 0)
  return canvas
}
