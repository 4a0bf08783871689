// Hue says who. There are ten; with more owners they repeat, and names tell those apart.
export const HUES = 10

/** The number of an owner's hue in styles/themes.css, from 1; `owner` is its place in the scene's owners. */
export const hueNumber = (owner: number): number => (owner % HUES) + 1
