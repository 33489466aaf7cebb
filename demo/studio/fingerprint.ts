import { createHash } from 'node:crypto'
import { move, sphere } from './field.ts'
import { develop } from './film.ts'
import type { Material } from './materials.ts'
import { type Part, part, REGION } from './scene.ts'
import type { Order } from './shots.ts'

const PROBES = 600

/**
 * Says whether a picture must be taken again. A scene is functions, so it is known by what they answer: each body's
 * distance and finish at the same scattered points, with the view, the size and the look of the studio.
 */
export function fingerprint({ width, height, scene }: Order, look: string): string {
  const { parts, view, region = REGION } = scene()
  const hash = createHash('sha256')
  hash.update(JSON.stringify({ look, width, height, view, region }))
  for (const part of parts) hash.update(probed(part, region))
  return hash.digest('base64url').slice(0, 16)
}

// finishes of their own: a change to one of the shop's finishes is told by the scenes that use it
const SHINY: Material = { colour: [0.1, 0.1, 0.1], roughness: 0.15, shine: [0.04, 0.04, 0.04] }
const DULL: Material = { colour: [0.6, 0.55, 0.5], roughness: 0.9, shine: [0.02, 0.02, 0.02], sheen: 0.1 }
const METAL: Material = { colour: [0, 0, 0], roughness: 0.35, shine: [0.7, 0.5, 0.3], metal: true }
const GLASS: Material = { ...SHINY, roughness: 0.02, glass: { swallows: [0.2, 0.2, 0.2], index: 1.46 } }

/** How the studio's light, camera and film are set, told from a stamp-sized picture of four standard balls. */
export function studioLook(): string {
  const ball = move(sphere(0.4), 0, 0.4, 0)
  const parts = [SHINY, DULL, METAL, GLASS].map((finish, i) => part(move(ball, i * 0.9 - 1.35, 0, 0), finish))
  return createHash('sha256')
    .update(develop({ parts }, 48, 48).pixels)
    .digest('base64url')
}

function probed({ field, material }: Part, { low, high }: typeof REGION): string {
  const { colour, glow, relief, ...plain } = material
  const answers: number[] = []
  for (let i = 1; i <= PROBES; i++) {
    // Halton points: even, and the same every time
    const x = low[0] + (high[0] - low[0]) * halton(i, 2)
    const y = low[1] + (high[1] - low[1]) * halton(i, 3)
    const z = low[2] + (high[2] - low[2]) * halton(i, 5)
    answers.push(field(x, y, z), ...(typeof colour === 'function' ? colour(x, y, z) : colour))
    if (glow) answers.push(...(typeof glow === 'function' ? glow(x, y, z) : glow))
    if (relief) answers.push(relief(x, y, z))
  }
  // seven digits: the last bits of a sine differ between machines
  return JSON.stringify({ plain, answers: answers.map((value) => value.toPrecision(7)) })
}

function halton(index: number, base: number): number {
  let result = 0
  let share = 1 / base
  for (let i = index; i > 0; i = Math.floor(i / base)) {
    result += share * (i % base)
    share /= base
  }
  return result
}
