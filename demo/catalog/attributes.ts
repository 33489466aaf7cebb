import type { DemoAttribute } from './shape.ts'

const everywhere: readonly DemoAttribute[] = [
  {
    code: 'material',
    label: 'Material',
    type: 'choice',
    facet: true,
    categories: [],
    choices: [
      'Stoneware',
      'Porcelain',
      'Earthenware',
      'Glass',
      'Crystal',
      'Marble',
      'Plaster',
      'Walnut',
      'Oak',
      'Steel',
      'Brass',
      'Wool',
      'Linen',
      'Cotton',
      'Silk',
      'Leather',
      'Wax',
      'Soap',
      'Gold',
      'Vermeil',
      'Pearl',
      'Resin',
      'Paper',
    ],
  },
  {
    code: 'colour',
    label: 'Colour',
    type: 'choice',
    facet: true,
    categories: [],
    choices: ['Black', 'White', 'Ivory', 'Natural', 'Brown', 'Red', 'Green', 'Gold', 'Silver', 'Clear'],
  },
  {
    code: 'origin',
    label: 'Made in',
    type: 'choice',
    facet: true,
    categories: [],
    choices: [
      'Austria',
      'Belgium',
      'Czechia',
      'Denmark',
      'England',
      'France',
      'Germany',
      'Italy',
      'Japan',
      'Portugal',
      'Scotland',
      'Spain',
      'Switzerland',
    ],
  },
  { code: 'handmade', label: 'Made by hand', type: 'boolean', facet: true, categories: [] },
  { code: 'pieces', label: 'Pieces', type: 'number', facet: false, categories: [] },
  { code: 'height', label: 'Height', type: 'number', unit: 'cm', facet: true, categories: [] },
  { code: 'width', label: 'Width', type: 'number', unit: 'cm', facet: false, categories: [] },
  { code: 'depth', label: 'Depth', type: 'number', unit: 'cm', facet: false, categories: [] },
  { code: 'length', label: 'Length', type: 'number', unit: 'cm', facet: false, categories: [] },
  { code: 'diameter', label: 'Diameter', type: 'number', unit: 'cm', facet: true, categories: [] },
]

const tableAndKitchen: readonly DemoAttribute[] = [
  { code: 'capacity', label: 'Capacity', type: 'number', unit: 'ml', facet: true, categories: ['table', 'fragrance'] },
  { code: 'dishwasherSafe', label: 'Dishwasher safe', type: 'boolean', facet: true, categories: ['objects', 'table'] },
  { code: 'ovenSafe', label: 'Oven safe', type: 'boolean', facet: true, categories: ['table'] },
]

const rooms: readonly DemoAttribute[] = [
  { code: 'lightSource', label: 'Light source', type: 'text', facet: false, categories: ['lighting'] },
  { code: 'dimmable', label: 'Dimmable', type: 'boolean', facet: true, categories: ['lighting'] },
  { code: 'cord', label: 'Cord', type: 'number', unit: 'm', facet: false, categories: ['lighting'] },
  { code: 'seatHeight', label: 'Seat height', type: 'number', unit: 'cm', facet: true, categories: ['seating'] },
  { code: 'maxLoad', label: 'Carries up to', type: 'number', unit: 'kg', facet: false, categories: ['furniture'] },
  { code: 'assembly', label: 'Needs assembly', type: 'boolean', facet: true, categories: ['furniture'] },
]

const cloth: readonly DemoAttribute[] = [
  { code: 'weave', label: 'Weave', type: 'text', facet: false, categories: ['textiles', 'scarves'] },
  { code: 'threadCount', label: 'Thread count', type: 'number', facet: false, categories: ['bed-and-bath'] },
  { code: 'washAt', label: 'Wash at', type: 'number', unit: '°C', facet: true, categories: ['textiles', 'scarves'] },
]

const body: readonly DemoAttribute[] = [
  {
    code: 'scent',
    label: 'Scent family',
    type: 'choice',
    facet: true,
    categories: ['fragrance'],
    choices: ['Woody', 'Green', 'Herbal', 'Citrus'],
  },
  { code: 'burnTime', label: 'Burns for', type: 'number', unit: 'h', facet: true, categories: ['candles'] },
  { code: 'refillable', label: 'Refillable', type: 'boolean', facet: true, categories: ['fragrance', 'writing'] },
  { code: 'vegan', label: 'Vegan', type: 'boolean', facet: true, categories: ['fragrance'] },
]

const worn: readonly DemoAttribute[] = [
  {
    code: 'closure',
    label: 'Closure',
    type: 'choice',
    facet: true,
    categories: ['bags', 'small-leather'],
    choices: ['Open', 'Turn lock', 'Drawstring', 'Zip', 'Fold', 'Buckle', 'Stud'],
  },
  {
    code: 'lining',
    label: 'Lining',
    type: 'text',
    facet: false,
    categories: ['bags', 'small-leather', 'watches-and-boxes'],
  },
  {
    code: 'stone',
    label: 'Stone',
    type: 'choice',
    facet: true,
    categories: ['jewellery'],
    choices: ['Diamond', 'Marble', 'Pearl'],
  },
  {
    code: 'movement',
    label: 'Movement',
    type: 'choice',
    facet: true,
    categories: ['watches-and-boxes', 'desk-objects'],
    choices: ['Automatic', 'Quartz'],
  },
  { code: 'caseDiameter', label: 'Case', type: 'number', unit: 'mm', facet: true, categories: ['watches-and-boxes'] },
  {
    code: 'waterResistance',
    label: 'Water resistant to',
    type: 'number',
    unit: 'm',
    facet: false,
    categories: ['watches-and-boxes'],
  },
]

const printed: readonly DemoAttribute[] = [
  { code: 'pages', label: 'Pages', type: 'number', facet: false, categories: ['desk'] },
  { code: 'paperWeight', label: 'Paper', type: 'number', unit: 'g/m²', facet: false, categories: ['writing'] },
]

export const attributes: readonly DemoAttribute[] = [
  ...everywhere,
  ...tableAndKitchen,
  ...rooms,
  ...cloth,
  ...body,
  ...worn,
  ...printed,
]
