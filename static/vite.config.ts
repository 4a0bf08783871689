// Builds src/main.ts and src/lecture.ts into dist/, which Flask serves under /static/dist/. Entry names are fixed,
// because the templates name them; what is split off or loaded later carries its content's hash.
import {defineConfig} from 'vitest/config'

export default defineConfig({
  base: '/static/dist/',
  build: {
    outDir: 'dist',
    target: 'es2022',
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: {
      input: {main: 'src/main.ts', lecture: 'src/lecture.ts'},
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        assetFileNames: ({names}) =>
          names.some((name) => name.endsWith('.css')) ? 'main.css' : '[name]-[hash][extname]',
      },
    },
  },
  test: {
    include: ['src/**/*.test.ts'],
    globalSetup: 'tools/fixtures.setup.ts',
    testTimeout: 60_000, // properties over many recordings, on a machine that others use too
  },
})
