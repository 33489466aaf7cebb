import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** Writes `.br` and `.gz` beside what is worth it: fonts and pictures are compressed already. */
export function compressAssets(folder: string): void {
  for (const path of globSync('**/*.{js,css,svg}', { cwd: folder })) {
    const file = join(folder, path)
    const body = readFileSync(file)
    if (body.length < 500) continue
    const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
    writeFileSync(`${file}.br`, brotliCompressSync(body, { params: quality }))
    writeFileSync(`${file}.gz`, gzipSync(body, { level: 9 }))
  }
}
