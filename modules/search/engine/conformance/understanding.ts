import assert from 'node:assert/strict'
import { choice, documentOf, found, idsOf, queryOf, type SearchEngineCase, stocked } from './stage.ts'

const headphones = documentOf('headphones', {
  name: 'Wireless Headphones WH-1000XM4',
  brand: { slug: 'sony', names: { en: 'Sony' } },
  codes: ['SKU-77-A', '4548736112001'],
})
const earbuds = documentOf('earbuds', { name: 'Wired earbuds', descriptions: { en: 'Better than any headphones.' } })
const monitor = documentOf('monitor', { name: 'Monitor 27 inch, 500 GB recorder' })
const lamp = documentOf('lamp', { name: 'Wall lamp with cord' })
const cordless = documentOf('cordless', { name: 'Wall lamp' })

/** What a shopper means by words. */
export const understandingCases: readonly SearchEngineCase[] = [
  {
    name: 'find by every field, a name before a description',
    run: async (engine) => {
      await stocked(engine, [earbuds, headphones, documentOf('red', { attributes: [choice('colour', 'Crimson')] })])
      assert.deepEqual(await idsOf(engine, 'headphones'), ['headphones', 'earbuds'])
      assert.deepEqual(await idsOf(engine, 'sony'), ['headphones'])
      assert.deepEqual(await idsOf(engine, 'crimson'), ['red'])
    },
  },
  {
    name: 'show what has all the words first, then what has most of them, and say which were left out',
    run: async (engine) => {
      await stocked(engine, [earbuds, headphones, monitor])
      const all = await found(engine, queryOf('wireless headphones'))
      assert.equal(all.hits[0]?.id, 'headphones')
      assert.equal(all.matched, 'all')
      assert.equal(all.complete, 1)
      const some = await found(engine, queryOf('headphones zzyzx'))
      assert.deepEqual(some.words, [
        { text: 'headphones', outcome: 'found' },
        { text: 'zzyzx', outcome: 'left_out' },
      ])
      assert.ok(some.total > 0)
    },
  },
  {
    name: 'mend one error in short words and two in long ones, the first letter too',
    run: async (engine) => {
      await stocked(engine, [headphones, lamp])
      for (const text of ['headfones', 'eadphones', 'haedphones', 'wireles headfones', 'jeadphones']) {
        assert.equal((await idsOf(engine, text))[0], 'headphones', text)
      }
      assert.equal((await idsOf(engine, 'lanp'))[0], 'lamp')
      assert.deepEqual(await idsOf(engine, 'lxnq'), [])
      const { words } = await found(engine, queryOf('headfones'))
      assert.deepEqual(words, [{ text: 'headfones', outcome: 'corrected', instead: 'headphones' }])
    },
  },
  {
    name: 'take words written together and apart for the same',
    run: async (engine) => {
      await stocked(engine, [headphones, documentOf('apart', { name: 'Smart watch' }), lamp])
      assert.deepEqual(await idsOf(engine, 'head phones'), ['headphones'])
      assert.deepEqual(await idsOf(engine, 'smartwatch'), ['apart'])
    },
  },
  {
    name: 'know units, numbers and the numbers of models however they are written',
    run: async (engine) => {
      await stocked(engine, [headphones, monitor])
      for (const text of ['27"', '27 in', '27-inch', '27in monitor', '500gb', '500 gb']) {
        assert.equal((await idsOf(engine, text))[0], 'monitor', text)
      }
      for (const text of ['wh-1000xm4', 'wh1000xm4', 'WH 1000XM4', 'wh 1000 xm4']) {
        assert.equal((await idsOf(engine, text))[0], 'headphones', text)
      }
    },
  },
  {
    name: 'find a product by its whole SKU or barcode',
    run: async (engine) => {
      await stocked(engine, [headphones, monitor])
      for (const text of ['SKU-77-A', 'sku77a', '4548736112001']) {
        assert.deepEqual(await idsOf(engine, text), ['headphones'], text)
      }
    },
  },
  {
    name: 'put what is not wanted last',
    run: async (engine) => {
      await stocked(engine, [lamp, cordless])
      assert.deepEqual(await idsOf(engine, 'wall lamp without cord'), ['cordless', 'lamp'])
    },
  },
  {
    name: 'fold accents and case, and stem by language',
    run: async (engine) => {
      await stocked(engine, [
        documentOf('chair', {
          names: { en: 'Chairs', fr: 'Chaises élégantes', de: 'Stühle' },
        }),
      ])
      assert.deepEqual(await idsOf(engine, 'CHAIR'), ['chair'])
      assert.deepEqual(await idsOf(engine, 'chaise elegante', { language: 'fr' }), ['chair'])
      assert.deepEqual(await idsOf(engine, 'stuhl', { language: 'de' }), ['chair'])
    },
  },
  {
    name: 'find by synonyms as soon as they are taught, in the taught direction',
    run: async (engine) => {
      await stocked(engine, [documentOf('sofa', { name: 'Sofa' }), documentOf('tv', { name: 'Television' })])
      assert.deepEqual(await idsOf(engine, 'couch'), [])
      await engine.teach({
        synonyms: [
          { language: 'en', terms: ['sofa', 'couch', 'settee'] },
          { language: 'en', from: 'telly box', terms: ['television'] },
        ],
        popular: [],
      })
      assert.deepEqual(await idsOf(engine, 'couch'), ['sofa'])
      assert.deepEqual(await idsOf(engine, 'telly box'), ['tv'])
      await engine.teach({ synonyms: [], popular: [] })
      assert.deepEqual(await idsOf(engine, 'couch'), [])
    },
  },
  {
    name: 'answer whatever is typed',
    run: async (engine) => {
      await stocked(engine, [
        headphones,
        lamp,
        documentOf('hebrew', { name: 'כיסא עץ' }),
        documentOf('han', { name: '無線耳機' }),
      ])
      const typed = [
        'x '.repeat(5_000),
        'x'.repeat(10_000),
        'the of and',
        '?!,.',
        '😀 🎧',
        'a\u0000b\u0007',
        "' OR 1=1; --",
      ]
      for (const text of [...typed, 'lamp AND NOT (cord OR "wall")', 'lamp\u202Ecord', '\ud800 lamp', '__proto__']) {
        assert.ok((await found(engine, queryOf(text, { facets: true }))).total >= 0)
      }
      assert.deepEqual(await idsOf(engine, 'כיסא'), ['hebrew'])
      assert.deepEqual(await idsOf(engine, '耳機'), ['han'])
    },
  },
]
