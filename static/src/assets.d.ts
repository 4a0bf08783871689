// Style sheets are imported for their effect: the bundler puts them into main.css.
declare module '*.css'
// With ?inline they are text, for who adopts them.
declare module '*.css?inline' {
  const text: string
  export default text
}
