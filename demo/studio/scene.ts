import type { Field } from './field.ts'
import type { Material } from './materials.ts'
import { add, cross, dot, normalize, scale, subtract, type Vec } from './vector.ts'
import type { Bounds, Volume } from './volume.ts'

export type Part = { readonly field: Field; readonly material: Material }

export type View = {
  /** Degrees that the camera looks down. */
  readonly pitch?: number
  /** The share of the frame's height that the object takes. */
  readonly fill?: number
  /** Where the middle of the object stands in the frame, in half frames from the middle: right and up. */
  readonly offset?: readonly [number, number]
}

/** What stands in the studio. Objects rest on the floor at y = 0 and are about two units large. */
export type Scene = { readonly parts: readonly Part[]; readonly view?: View; readonly region?: Bounds }

export const part = (field: Field, material: Material): Part => ({ field, material })

/** Several bodies of one material. Apart they are drawn faster than joined: each is asked only near its own place. */
export const each = (material: Material, ...fields: readonly Field[]): readonly Part[] =>
  fields.map((field) => part(field, material))

export type Camera = {
  readonly eye: Vec
  readonly right: Vec
  readonly up: Vec
  readonly forward: Vec
  /** Half the frame's width and height at distance 1. */
  readonly lens: readonly [number, number]
}

export const REGION: Bounds = { low: [-2.4, -0.02, -2.4], high: [2.4, 4.4, 2.4] }

const HALF_ANGLE = Math.tan((8.5 * Math.PI) / 180)

/** Sets the camera so that the object fills its share of the frame, whatever its size. */
export function framed(volume: Volume, view: View, aspect: number): Camera {
  const { pitch = 13, fill = 0.66, offset = [0, -0.05] } = view
  const angle = (pitch * Math.PI) / 180
  const forward: Vec = [0, -Math.sin(angle), -Math.cos(angle)]
  const right: Vec = [1, 0, 0]
  const up = cross(right, forward)
  const reach = { left: Infinity, right: -Infinity, low: Infinity, high: -Infinity, depth: 0, count: 0 }
  for (const p of surface(volume)) {
    const u = dot(p, right)
    const v = dot(p, up)
    reach.left = Math.min(reach.left, u)
    reach.right = Math.max(reach.right, u)
    reach.low = Math.min(reach.low, v)
    reach.high = Math.max(reach.high, v)
    reach.depth += dot(p, forward)
    reach.count++
  }
  // what lies takes a little more of the frame than what stands: it looks smaller than it is
  const half = Math.max((reach.right - reach.left) / aspect / 1.12, reach.high - reach.low) / 2 / fill
  const centre = {
    u: (reach.left + reach.right) / 2 - offset[0] * half * aspect,
    v: (reach.low + reach.high) / 2 - offset[1] * half,
    depth: reach.depth / reach.count,
  }
  const target = add(add(scale(right, centre.u), scale(up, centre.v)), scale(forward, centre.depth))
  return {
    eye: subtract(target, scale(forward, half / HALF_ANGLE)),
    right,
    up,
    forward,
    lens: [HALF_ANGLE * aspect, HALF_ANGLE],
  }
}

function* surface({ at, cell, bounds: { low, high } }: Volume): Generator<Vec> {
  for (let z = low[2]; z <= high[2]; z += cell) {
    for (let y = low[1]; y <= high[1]; y += cell) {
      for (let x = low[0]; x <= high[0]; x += cell) if (at(x, y, z) < cell * 0.5) yield [x, y, z]
    }
  }
}

/** The direction through a point of the frame, both coordinates from -1 to 1, up positive. */
export function sight({ right, up, forward, lens }: Camera, u: number, v: number): Vec {
  const [a, b] = [u * lens[0], v * lens[1]]
  return normalize([
    forward[0] + right[0] * a + up[0] * b,
    forward[1] + right[1] * a + up[1] * b,
    forward[2] + right[2] * a + up[2] * b,
  ])
}

/** Where a point of space falls in the frame. */
export function project({ eye, right, up, forward, lens }: Camera, p: Vec): readonly [number, number] {
  const to = subtract(p, eye)
  const depth = Math.max(dot(to, forward), 1e-3)
  return [dot(to, right) / depth / lens[0], dot(to, up) / depth / lens[1]]
}
