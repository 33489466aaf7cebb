import { FLOOR, surroundings } from './light.ts'
import type { Material } from './materials.ts'
import { paper, toFloor } from './paper.ts'
import { march, normalAt, partAt, type Stage } from './stage.ts'
import { type Hit, type Look, surfaceLight } from './surface.ts'
import { add, along, clamp, dot, multiply, reflect, refract, scale, type Vec } from './vector.ts'

const BODIES = 7
const BOUNCES = 4
const STEP = 0.004

/** Follows a ray through walls of glass and liquid until it meets something solid or the open studio. */
export function glassLight(stage: Stage, entry: Hit, look: Look): Vec {
  const { depth } = entry
  let light: Vec = [0, 0, 0]
  let share: Vec = [1, 1, 1]
  let { at, normal, direction, material } = entry
  for (let body = 0; body < BODIES; body++) {
    const { index } = clearOf(material)
    const gleam = fresnel(-dot(direction, normal), index)
    light = add(light, multiply(share, scale(glint(stage, at, reflect(direction, normal)), gleam)))
    const inside = crossed(stage, {
      ...entry,
      at,
      direction: refract(direction, normal, 1 / index) ?? direction,
      material,
    })
    share = scale(multiply(share, inside.share), 1 - gleam)
    direction = inside.direction
    if (inside.solid) {
      const met = partAt(stage.solids, inside.at)
      if (!met) return light
      const hit = { at: inside.at, normal: normalAt(met.field, inside.at), direction, material: met.material, depth: 1 }
      return add(light, multiply(share, surfaceLight(stage, hit, look)))
    }
    const way = march(stage.all, stage.nearest, along(inside.at, direction, STEP), direction)
    const floor = toFloor({ from: inside.at, direction })
    if (way === undefined || way > floor) {
      const out = { from: inside.at, direction, depth: direction[1] < 0 ? depth : 1 }
      return add(light, multiply(share, paper(stage, out)))
    }
    at = along(inside.at, direction, way + STEP)
    const met = partAt(stage.placed, at)
    if (!met) break
    normal = normalAt(met.field, at)
    material = met.material
    if (!material.glass) {
      return add(light, multiply(share, surfaceLight(stage, { at, normal, direction, material, depth }, look)))
    }
  }
  return add(light, multiply(share, paper(stage, { from: at, direction, depth: 1 })))
}

type Crossed = { readonly at: Vec; readonly direction: Vec; readonly share: Vec; readonly solid: boolean }

/** The way through one body of glass: where it ends, and how much light is left. */
function crossed(stage: Stage, { at: entry, direction: into, material }: Hit): Crossed {
  const { swallows, index } = clearOf(material)
  let from = entry
  let direction = into
  let share: Vec = [1, 1, 1]
  for (let bounce = 0; bounce < BOUNCES; bounce++) {
    const { way, solid } = wayInside(stage, from, direction)
    const at = along(from, direction, way)
    share = dimmed(share, swallows, way)
    if (solid) return { at, direction, share, solid }
    const inward = scale(normalAt(stage.glassy, at), -1)
    const out = refract(direction, inward, index)
    if (out) return { at, direction: out, share: scale(share, 1 - fresnel(-dot(out, inward), index)), solid: false }
    direction = reflect(direction, inward)
    from = along(at, inward, 0.002)
  }
  return { at: from, direction, share, solid: false }
}

function wayInside(stage: Stage, from: Vec, direction: Vec): { readonly way: number; readonly solid: boolean } {
  let way = 0.003
  for (let step = 0; step < 80; step++) {
    const p = along(from, direction, way)
    const free = stage.solid(...p)
    if (free < 0.001) return { way, solid: true }
    const deep = -stage.glassy(...p)
    if (deep < 0.0006) break
    way += Math.max(Math.min(deep, free), 0.001)
  }
  return { way, solid: false }
}

function glint(stage: Stage, at: Vec, away: Vec): Vec {
  if (away[1] >= -0.02) return surroundings(away, 0.03)
  const reach = Math.min(at[1] / -away[1], 4)
  return multiply(FLOOR, stage.floor(at[0] + away[0] * reach, at[2] + away[2] * reach))
}

const clearOf = ({ glass }: Material): NonNullable<Material['glass']> => glass ?? { swallows: [0, 0, 0], index: 1.46 }

const dimmed = (share: Vec, swallows: Vec, way: number): Vec =>
  multiply(share, [Math.exp(-swallows[0] * way), Math.exp(-swallows[1] * way), Math.exp(-swallows[2] * way)])

/** Schlick's approximation. */
function fresnel(facing: number, index: number): number {
  const straight = ((index - 1) / (index + 1)) ** 2
  return straight + (1 - straight) * (1 - clamp(Math.abs(facing), 0, 1)) ** 5
}
