import assert from 'node:assert/strict'
import type { SearchDocument } from '../search-document.ts'
import type { SearchEngine } from '../search-engine.ts'
import { changesOf, documentOf, found, idsOf, queryOf, type SearchEngineCase, stocked } from './stage.ts'

async function contentsOf(engine: SearchEngine, version: string): Promise<readonly (readonly [string, number])[]> {
  const all: (readonly [string, number])[] = []
  for await (const items of engine.contents(version))
    all.push(...items.map(({ id, revision }) => [id, revision] as const))
  return all.toSorted(([a], [b]) => (a < b ? -1 : 1))
}

/** Writes and versions. */
export const keepingCases: readonly SearchEngineCase[] = [
  {
    name: 'answer with nothing while no version is active',
    run: async (engine) => {
      assert.deepEqual(await engine.versions(), [])
      const { hits, total } = await found(engine, queryOf('lamp'))
      assert.deepEqual({ hits, total }, { hits: [], total: 0 })
      await engine.create('first')
      await engine.write('first', changesOf([documentOf('lamp')]))
      assert.equal((await found(engine, queryOf('lamp'))).total, 0)
      assert.deepEqual(await engine.explain(queryOf('lamp'), 'lamp'), undefined)
      assert.deepEqual((await engine.suggest({ text: 'la', language: 'en', market: 'us', limit: 3 })).products, [])
    },
  },
  {
    name: 'show a change as soon as it is written, and never what it replaced',
    run: async (engine) => {
      await stocked(engine, [documentOf('one', { name: 'Lamp' }), documentOf('two', { name: 'Lamp' })])
      await engine.write('first', changesOf([documentOf('one', { name: 'Chair', revision: 2 })], { position: '2' }))
      assert.deepEqual(await idsOf(engine, 'lamp'), ['two'])
      assert.deepEqual(await idsOf(engine, 'chair'), ['one'])
      const [version] = await engine.versions()
      assert.equal(version?.documents, 2)
      assert.equal(version?.position, '2')
    },
  },
  {
    name: 'keep the newest revision, whatever order writes come in, and take a repeated write for the same',
    run: async (engine) => {
      await stocked(engine, [documentOf('one', { name: 'Lamp', revision: 5 })])
      await engine.write('first', changesOf([documentOf('one', { name: 'Chair', revision: 4 })]))
      assert.deepEqual(await idsOf(engine, 'chair'), [])
      await engine.write('first', changesOf([documentOf('one', { name: 'Table', revision: 5 })]))
      assert.deepEqual(await idsOf(engine, 'table'), ['one'])
      const twice = [documentOf('one', { name: 'Desk', revision: 7 }), documentOf('one', { name: 'Rug', revision: 6 })]
      await engine.write('first', changesOf(twice))
      assert.deepEqual(await contentsOf(engine, 'first'), [['one', 7]])
      assert.deepEqual(await idsOf(engine, 'desk'), ['one'])
    },
  },
  {
    name: 'remove, and let no late write bring back what was removed',
    run: async (engine) => {
      await stocked(engine, [documentOf('one', { name: 'Lamp', revision: 2 })])
      await engine.write('first', changesOf([], { removed: [{ id: 'one', revision: 1 }] }))
      assert.deepEqual(await idsOf(engine, 'lamp'), ['one'])
      await engine.write('first', changesOf([], { removed: [{ id: 'one', revision: 3 }] }))
      assert.deepEqual(await idsOf(engine, 'lamp'), [])
      await engine.write('first', changesOf([documentOf('one', { name: 'Lamp', revision: 2 })]))
      assert.deepEqual(await idsOf(engine, 'lamp'), [])
      await engine.write('first', changesOf([documentOf('one', { name: 'Lamp', revision: 4 })]))
      assert.deepEqual(await idsOf(engine, 'lamp'), ['one'])
    },
  },
  {
    name: 'reject what cannot be indexed and index the others',
    run: async (engine) => {
      await engine.create('first')
      const broken = (id: string, change: object): SearchDocument =>
        JSON.parse(JSON.stringify({ ...documentOf(id), ...change }))
      const documents = [
        documentOf('lamp'),
        broken('nameless', { names: null }),
        broken('priceless', { prices: null }),
        documentOf('chair'),
      ]
      const report = await engine.write('first', changesOf(documents))
      assert.equal(report.written, 2)
      assert.deepEqual(
        report.rejected.map(({ id }) => id),
        ['nameless', 'priceless'],
      )
      await engine.activate('first')
      assert.deepEqual(await idsOf(engine, 'chair'), ['chair'])
      assert.deepEqual(await contentsOf(engine, 'first'), [
        ['chair', 1],
        ['lamp', 1],
      ])
    },
  },
  {
    name: 'fill a version beside the one that answers, and swap them at once',
    run: async (engine) => {
      await stocked(engine, [documentOf('old', { name: 'Lamp' })])
      await engine.create('second')
      await engine.create('second')
      await engine.write('second', changesOf([documentOf('new', { name: 'Lamp' })]))
      assert.deepEqual(await idsOf(engine, 'lamp'), ['old'])
      await engine.activate('second')
      await engine.activate('second')
      assert.deepEqual(await idsOf(engine, 'lamp'), ['new'])
      assert.deepEqual(
        (await engine.versions()).map(({ name, active }) => ({ name, active })),
        [{ name: 'second', active: true }],
      )
      await assert.rejects(async () => engine.write('first', changesOf([documentOf('late')])))
      await engine.drop('second')
      await engine.drop('second')
      assert.deepEqual(await engine.versions(), [])
    },
  },
  {
    name: 'answer while it is written, each time with whole changes',
    run: async (engine) => {
      const pair = (revision: number) =>
        ['left', 'right'].map((id) => documentOf(id, { name: `Lamp model${revision}`, revision }))
      await stocked(engine, pair(1))
      const writing = (async () => {
        for (let revision = 2; revision <= 60; revision += 1) await engine.write('first', changesOf(pair(revision)))
      })()
      let over = false
      void writing.then(() => {
        over = true
      })
      while (!over) assert.equal((await found(engine, queryOf('lamp'))).total, 2)
      await writing
      assert.deepEqual((await idsOf(engine, 'model60')).toSorted(), ['left', 'right'])
      assert.deepEqual(await contentsOf(engine, 'first'), [
        ['left', 60],
        ['right', 60],
      ])
    },
  },
]
