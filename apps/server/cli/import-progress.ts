import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** How far an import of a file has come, kept beside the shop's data: one that was stopped goes on there. */
export type Progress = {
  /** The last line that is loaded; 0 at the beginning. */
  last(): Promise<number>
  note(line: number): Promise<void>
  forget(): Promise<void>
}

/** That of this file as it is now, read with these options: a file that was written since begins anew. */
export async function openProgress(dataDir: string, file: string, options: string): Promise<Progress> {
  const path = resolve(file)
  const { size, mtimeMs } = await stat(path)
  const digest = createHash('sha256')
    .update(JSON.stringify([path, size, mtimeMs, options]))
    .digest('hex')
  const folder = join(resolve(dataDir), 'imports')
  const kept = join(folder, `${digest.slice(0, 32)}.line`)
  return {
    last: async () => {
      const text = await readFile(kept, 'utf8').catch(() => '0')
      return /^\d+$/.test(text) ? Number(text) : 0
    },
    note: async (line) => {
      await mkdir(folder, { recursive: true })
      await writeFile(`${kept}.part`, String(line))
      await rename(`${kept}.part`, kept)
    },
    forget: () => rm(kept, { force: true }),
  }
}
