import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { join, sep } from 'node:path'
import { build } from 'vite'

/** Writes the service worker beside what the build made for the browser, with the list of that in it. */
export async function buildWorker(folder: string): Promise<void> {
  const files = globSync('assets/*.{js,css,woff2}', { cwd: folder }).toSorted()
  const shell = files.map((path) => `/${path.split(sep).join('/')}`)
  const version = createHash('sha256').update(shell.join()).digest('hex').slice(0, 12)
  await build({
    configFile: false,
    logLevel: 'error',
    define: { shell: JSON.stringify(shell), version: JSON.stringify(version) },
    build: {
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: join(import.meta.dirname, 'worker/service-worker.ts'),
        output: { format: 'iife', entryFileNames: 'service-worker.js' },
      },
    },
  })
}
