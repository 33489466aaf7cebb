import type { DemoCollection } from './shape.ts'

/** In the order in which they are shown. */
export const collections: readonly DemoCollection[] = [
  {
    slug: 'first-acquaintance',
    name: 'First Acquaintance',
    description: 'Eight pieces that say what the house is about. Begin here.',
    products: [
      'moon-vase',
      'opal-lamp',
      'still-teapot',
      'alpine-throw',
      'house-candle',
      'lune-plates',
      'disc-mirror',
      'eau-de-parfum',
    ],
  },
  {
    slug: 'the-desk',
    name: 'The Desk',
    description: 'For letters that are still written by hand.',
    products: ['quill-pen', 'day-books', 'desk-pad', 'pen-tray', 'letter-knife', 'paper-folio', 'reading-lamp'],
  },
  {
    slug: 'gifts-under-100',
    name: 'Gifts Under 100',
    description: 'Small things, well wrapped.',
    rule: { match: 'all', conditions: [{ about: 'price', market: 'us', to: 100_00, not: false }] },
  },
  {
    slug: 'brass-and-gold',
    name: 'Brass & Gold',
    description: 'Metals that catch the last of the light.',
    rule: {
      match: 'any',
      conditions: [
        { about: 'text', code: 'material', values: ['Brass', 'Gold', 'Vermeil'], not: false },
        { about: 'text', code: 'colour', values: ['Gold'], not: false },
      ],
    },
  },
  {
    slug: 'from-the-atelier',
    name: 'From the Atelier',
    description: 'Thrown, turned and sewn in small numbers, for the table and the shelf.',
    rule: {
      match: 'all',
      conditions: [
        { about: 'brand', slugs: ['noirel-atelier'], not: false },
        { about: 'category', slugs: ['objects', 'table'], not: false },
      ],
    },
  },
]
