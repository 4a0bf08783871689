// Builds src/<mode>.ts into dist/<mode>.js, one script without imports: a page opened from disk may not load modules.
//
// `exported` is the script of a deck in one file, whose styles are those of main.css; `embedded` is <sim-player> for
// somebody's own page, and has its own styles beside it.
import {defineConfig} from 'vite'

export default defineConfig(({mode}) => ({
  base: '/static/dist/',
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    cssCodeSplit: false,
    modulePreload: false,
    chunkSizeWarningLimit: 1000, // kB: it is one piece on purpose
    rolldownOptions: {
      input: {[mode]: `src/${mode}.ts`},
      output: {
        entryFileNames: '[name].js',
        assetFileNames: ({names}) =>
          names.some((name) => name.endsWith('.css')) ? `${mode}.css` : '[name]-[hash][extname]',
        codeSplitting: false,
      },
    },
  },
}))
