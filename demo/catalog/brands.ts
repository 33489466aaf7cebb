import type { DemoBrand } from './shape.ts'

export const brands: readonly DemoBrand[] = [
  { slug: 'noirel', name: 'Noirel', description: 'The house line: what we use every day and keep in stock all year.' },
  {
    slug: 'noirel-atelier',
    name: 'Noirel Atelier',
    description: 'Thrown, turned and sewn in small numbers by the workshops we have worked with longest.',
  },
  {
    slug: 'maison-noirel',
    name: 'Maison Noirel',
    description: 'Furniture, lighting and cloth for the rooms of a house.',
  },
  {
    slug: 'noirel-privee',
    name: 'Noirel Privée',
    description: 'Jewellery, watches and scent: the small things one wears.',
  },
]
