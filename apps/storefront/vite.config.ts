import { reactRouter } from '@react-router/dev/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [tailwindcss(), reactRouter()],
  build: {
    // fonts and icons stay files, so that the policy needs no `data:`
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
})
