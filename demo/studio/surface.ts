import { FLOOR, LAMPS, surroundings } from './light.ts'
import type { Material } from './materials.ts'
import type { Ray } from './paper.ts'
import { visibility } from './shadow.ts'
import type { Stage } from './stage.ts'
import { add, along, clamp, dot, mix, multiply, normalize, reflect, scale, smoothstep, type Vec } from './vector.ts'

/** A point where a ray met a body. */
export type Hit = {
  readonly at: Vec
  readonly normal: Vec
  readonly direction: Vec
  readonly material: Material
  readonly depth: number
}

export const FLOOR_BODY = -1

/** The light that comes along a ray, and which body it met, by its number on the stage. */
export type Seen = { readonly light: Vec; readonly body: number }

export type Look = (ray: Ray) => Seen

/** Rougher surfaces blur what they mirror, so that only the lamps can be told; smoother ones look around. */
const MIRROR = 0.3

export function surfaceLight(stage: Stage, hit: Hit, look: Look): Vec {
  const { at, direction, material, depth } = hit
  const normal = material.relief ? embossed(material.relief, hit) : hit.normal
  const facing = clamp(-dot(direction, normal), 0.02, 1)
  const from = along(at, hit.normal, stage.opaque.cell * 0.55)
  const edge = (1 - facing) ** 5 * (1 - material.roughness * 0.75)
  const mirror = mix(material.shine, [1, 1, 1], edge)
  let light: Vec = [0, 0, 0]
  if (!material.metal) {
    const base = typeof material.colour === 'function' ? material.colour(...at) : material.colour
    const soft = material.sheen ? 1 + material.sheen * 3 * (1 - facing) ** 2 : 1
    const direct = depth > 0 ? unshadowed(normal) : shadowed(stage, from, normal)
    light = scale(multiply(base, add(direct, bounced(stage, from, normal))), soft * (1 - edge * 0.5))
  }
  const mirrored =
    depth === 0 && material.roughness < MIRROR
      ? sharp({ ...hit, normal }, look)
      : blurred(stage, from, { ...hit, normal })
  light = add(light, multiply(mirror, mirrored))
  if (!material.glow) return light
  return add(light, typeof material.glow === 'function' ? material.glow(...at) : material.glow)
}

function shadowed(stage: Stage, from: Vec, normal: Vec): Vec {
  let [r, g, b] = [0, 0, 0]
  for (const [lamp, { towards, power }] of LAMPS.entries()) {
    const facing = dot(normal, towards)
    if (facing <= 0) continue
    const share = facing * stage.lampSight(from, lamp)
    r += power[0] * share
    g += power[1] * share
    b += power[2] * share
  }
  return [r, g, b]
}

/** In a mirror nobody looks for shadows: they are taken as an even quarter. */
function unshadowed(normal: Vec): Vec {
  let light: Vec = [0, 0, 0]
  for (const { towards, power } of LAMPS) light = along(light, power, Math.max(dot(normal, towards), 0) * 0.75)
  return light
}

/** What the floor throws back, and the body's own walls: a hollow is never black. */
function bounced(stage: Stage, from: Vec, normal: Vec): Vec {
  const reach = from[1] * 0.8 + 0.08
  const floor = stage.floor(from[0] + normal[0] * reach, from[2] + normal[2] * reach)
  const open = visibility(stage.opaque, from, normalize([normal[0], normal[1] - 0.35, normal[2]]), 0.7)
  const below = (0.5 - 0.5 * normal[1]) * (0.35 + 0.65 * open) * 0.85
  const hollow = 0.07 * (1 - open)
  return add(scale(multiply(floor, FLOOR), below), [hollow, hollow * 0.92, hollow * 0.84])
}

function sharp({ at, normal, direction, material }: Hit, look: Look): Vec {
  const towards = reflect(direction, normal)
  const seen = look({ from: along(at, normal, 0.006), direction: towards, depth: 1 })
  return seen.body >= 0 || towards[1] < -0.02 ? seen.light : surroundings(towards, material.roughness)
}

function blurred(stage: Stage, from: Vec, { at, normal, direction, material: { roughness }, depth }: Hit): Vec {
  const towards = reflect(direction, normal)
  const open = depth > 0 ? 1 : visibility(stage.opaque, from, towards, 0.12 + roughness * 0.5)
  const down = smoothstep(0.12 + roughness * 0.3, -0.12 - roughness * 0.3, towards[1])
  const reach = Math.min(at[1] / Math.max(-towards[1], 0.15), 3)
  const floor = multiply(FLOOR, stage.floor(at[0] + towards[0] * reach, at[2] + towards[2] * reach))
  return mix([0.16, 0.145, 0.13], mix(surroundings(towards, roughness), floor, down), open)
}

/** The normal with the material's fine relief on it, never turned away from the eye. */
function embossed(relief: NonNullable<Material['relief']>, { at: [x, y, z], normal, direction }: Hit): Vec {
  const e = 0.003
  const here = relief(x, y, z)
  const slope: Vec = [
    (relief(x + e, y, z) - here) / e,
    (relief(x, y + e, z) - here) / e,
    (relief(x, y, z + e) - here) / e,
  ]
  const level = along(slope, normal, -dot(slope, normal))
  const tilted = normalize(along(normal, level, -1))
  const facing = dot(tilted, direction)
  return facing < -0.02 ? tilted : normalize(along(tilted, direction, -0.02 - facing))
}
