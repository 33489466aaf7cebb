import type { DemoCategory } from './shape.ts'

export const categories: readonly DemoCategory[] = [
  { slug: 'objects', name: 'Objects', description: 'Vessels and dishes in clay, stone and metal.' },
  {
    slug: 'vases',
    name: 'Vases',
    parent: 'objects',
    description: 'Thrown, coiled and glazed, for one stem or for many.',
  },
  {
    slug: 'bowls-and-dishes',
    name: 'Bowls & Dishes',
    parent: 'objects',
    description: 'For fruit, for keys, for nothing in particular.',
  },

  { slug: 'table', name: 'Table & Kitchen', description: 'Porcelain, glass and wood for cooking and for company.' },
  {
    slug: 'tableware',
    name: 'Tableware',
    parent: 'table',
    description: 'Plates, cups and pots in stoneware and porcelain.',
  },
  { slug: 'glassware', name: 'Glassware', parent: 'table', description: 'Mouth-blown and cut glass.' },
  {
    slug: 'kitchen',
    name: 'Kitchen',
    parent: 'table',
    description: 'Tools for the counter, in wood, stone and steel.',
  },

  { slug: 'lighting', name: 'Lighting', description: 'Lamps with a warm, even light.' },
  { slug: 'table-lamps', name: 'Table Lamps', parent: 'lighting', description: 'For desks, sideboards and bedsides.' },
  {
    slug: 'floor-and-wall',
    name: 'Floor & Wall',
    parent: 'lighting',
    description: 'Lamps that stand or hang, and lanterns to carry.',
  },

  { slug: 'furniture', name: 'Furniture', description: 'Solid wood, stone and leather.' },
  { slug: 'seating', name: 'Seating', parent: 'furniture', description: 'Chairs, stools, benches and poufs.' },
  { slug: 'tables', name: 'Tables', parent: 'furniture', description: 'Side and coffee tables.' },
  {
    slug: 'storage-and-mirrors',
    name: 'Storage & Mirrors',
    parent: 'furniture',
    description: 'Shelves, stands and mirrors for hall and study.',
  },

  { slug: 'textiles', name: 'Textiles', description: 'Wool, linen and cotton from European mills.' },
  {
    slug: 'throws-and-cushions',
    name: 'Throws & Cushions',
    parent: 'textiles',
    description: 'Wool and linen for chairs and sofas.',
  },
  {
    slug: 'bed-and-bath',
    name: 'Bed & Bath',
    parent: 'textiles',
    description: 'Percale, washed linen and heavy terry.',
  },
  {
    slug: 'rugs-and-table-linen',
    name: 'Rugs & Table Linen',
    parent: 'textiles',
    description: 'What lies on floors and tables.',
  },

  { slug: 'fragrance', name: 'Fragrance & Body', description: 'Candles, scent and soap composed for the house.' },
  {
    slug: 'candles',
    name: 'Candles',
    parent: 'fragrance',
    description: 'Poured, moulded and dipped, with the sticks to hold them.',
  },
  {
    slug: 'home-fragrance',
    name: 'Home Fragrance',
    parent: 'fragrance',
    description: 'Diffusers, incense and sprays.',
  },
  {
    slug: 'perfume-and-body',
    name: 'Perfume & Body',
    parent: 'fragrance',
    description: 'Eau de parfum, soap and balm.',
  },

  { slug: 'leather-and-silk', name: 'Leather & Silk', description: 'Bags, small leather goods and scarves.' },
  { slug: 'bags', name: 'Bags', parent: 'leather-and-silk', description: 'For market, evening and two days away.' },
  {
    slug: 'small-leather',
    name: 'Small Leather Goods',
    parent: 'leather-and-silk',
    description: 'Wallets, cases and belts.',
  },
  { slug: 'scarves', name: 'Scarves', parent: 'leather-and-silk', description: 'Printed silk and combed wool.' },

  { slug: 'jewellery', name: 'Jewellery & Watches', description: 'Gold, silver, pearl and steel.' },
  { slug: 'rings', name: 'Rings', parent: 'jewellery', description: 'Bands, signets and single stones.' },
  { slug: 'earrings', name: 'Earrings', parent: 'jewellery', description: 'Hoops and studs.' },
  {
    slug: 'necklaces-and-bracelets',
    name: 'Necklaces & Bracelets',
    parent: 'jewellery',
    description: 'Pendants, strands, chains and cuffs.',
  },
  {
    slug: 'watches-and-boxes',
    name: 'Watches & Boxes',
    parent: 'jewellery',
    description: 'A watch, and a place to put it at night.',
  },

  { slug: 'desk', name: 'Desk & Library', description: 'Pens, paper, books and the things beside them.' },
  { slug: 'writing', name: 'Writing', parent: 'desk', description: 'Pens, notebooks and trays.' },
  { slug: 'books', name: 'Books', parent: 'desk', description: 'Published by the house, sewn and bound in cloth.' },
  { slug: 'desk-objects', name: 'Desk Objects', parent: 'desk', description: 'Clocks, weights, bookends and boxes.' },
]
