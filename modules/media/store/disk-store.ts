import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { newId } from '@merx/kernel'
import type { MediaStore } from '../domain/media-store.ts'

const safeKey = /^[0-9a-f]{32}\/[a-z0-9.-]+$/

/** A folder on this machine. */
export function diskStore(folder: string): MediaStore {
  const fileOf = (key: string): string => {
    if (!safeKey.test(key)) throw new RangeError(`'${key}' is no key of the media store`)
    return join(folder, key.slice(0, 2), key)
  }
  return {
    read: async (key) => {
      try {
        return await readFile(fileOf(key))
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
        throw error
      }
    },
    write: async (key, content) => {
      const file = fileOf(key)
      const unfinished = `${file}.${newId()}.part`
      await mkdir(dirname(file), { recursive: true })
      await writeFile(unfinished, content)
      await rename(unfinished, file)
    },
  }
}
