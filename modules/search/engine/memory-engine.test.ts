import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { changesOf, documentOf, idsOf, stocked } from './conformance/stage.ts'
import { searchEngineConformance } from './conformance.ts'
import { createMemoryEngine, type MemoryEngineOptions } from './memory-engine.ts'
import type { SearchEngine } from './search-engine.ts'

const open: SearchEngine[] = []
const folders: string[] = []

async function engineOf(options: MemoryEngineOptions = {}): Promise<SearchEngine> {
  const engine = await createMemoryEngine(options)
  open.push(engine)
  return engine
}

async function someFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'merx-search-'))
  folders.push(folder)
  return folder
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((engine) => engine.close()))
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })))
})

describe('the engine in memory does what every search engine must do:', () => {
  for (const { name, run } of searchEngineConformance) it(name, async () => run(await engineOf()))
})

describe('the snapshot of an index', () => {
  it('brings back what was active, with its position, and goes on from there', async () => {
    const folder = await someFolder()
    const before = await engineOf({ folder })
    await stocked(before, [documentOf('lamp', { revision: 3 }), documentOf('chair', { revision: 3 })])
    await before.write('first', changesOf([], { removed: [{ id: 'chair', revision: 4 }], position: '9' }))
    await before.snapshot()
    await before.close()
    const after = await engineOf({ folder })
    expect(await after.versions()).toMatchObject([{ name: 'first', active: true, position: '9', documents: 1 }])
    expect(await idsOf(after, 'lanp')).toStrictEqual(['lamp'])
    await after.write('first', changesOf([documentOf('chair', { revision: 3 }), documentOf('table')]))
    expect(await idsOf(after, 'chair')).toStrictEqual([])
    expect(await idsOf(after, 'table')).toStrictEqual(['table'])
  })

  it('is discarded when a byte of it changed, or its end is missing', async () => {
    for (const spoil of [
      (bytes: Buffer) => bytes.fill(bytes.readUInt8(bytes.length - 20) ^ 0xff, bytes.length - 20, bytes.length - 19),
      (bytes: Buffer) => bytes.subarray(0, bytes.length - 5),
    ]) {
      const folder = await someFolder()
      const before = await engineOf({ folder })
      await stocked(before, [documentOf('lamp')])
      await before.snapshot()
      const file = join(folder, 'search-index.snapshot')
      await writeFile(file, spoil(await readFile(file)))
      const reasons: string[] = []
      const after = await engineOf({ folder, onDiscarded: (reason) => reasons.push(reason) })
      expect(await after.versions()).toStrictEqual([])
      expect(reasons).toHaveLength(1)
      await expect(readFile(file)).rejects.toThrow('ENOENT')
    }
  })
})
