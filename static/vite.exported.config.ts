// Builds src/exported.ts into dist/exported.js, one script without imports: a page opened from disk may not load
// modules. Its styles are those of main.css.
import {defineConfig} from 'vite'

export default defineConfig({
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: false,
    chunkSizeWarningLimit: 1000, // kB: it is one piece on purpose
    rolldownOptions: {
      input: {exported: 'src/exported.ts'},
      output: {entryFileNames: '[name].js', codeSplitting: false},
    },
  },
})
