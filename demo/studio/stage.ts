import type { Field } from './field.ts'
import { type FloorLight, floorLight } from './floor.ts'
import { type Camera, framed, type Part, REGION, type Scene } from './scene.ts'
import { type LampSight, lampSight } from './shadow.ts'
import { normalize, type Vec } from './vector.ts'
import { type Bounds, boundsOf, boxDistance, sampled, type Volume } from './volume.ts'

type Placed = Part & { readonly bounds: Bounds }

/** A scene made ready for the camera: bodies with their bounds, and grids that let rays cross empty space quickly. */
export type Stage = {
  readonly placed: readonly Placed[]
  readonly solids: readonly Placed[]
  /** The exact distance to any body, to the bodies of glass, and to all others. */
  readonly nearest: Field
  readonly glassy: Field
  readonly solid: Field
  readonly all: Volume
  /** What throws a full shadow. */
  readonly opaque: Volume
  /** What throws a faint one. */
  readonly clear: Volume | undefined
  readonly camera: Camera
  readonly floor: FloorLight
  readonly lampSight: LampSight
}

export function stageOf(scene: Scene, aspect: number): Stage {
  const region = scene.region ?? REGION
  const placed = scene.parts.flatMap((part): Placed[] => {
    const bounds = boundsOf(part.field, region)
    return bounds ? [{ ...part, bounds }] : []
  })
  if (placed.length < scene.parts.length) throw new Error('A part of the scene lies outside the region of the studio.')
  const around = joined(placed)
  const cells = scene.region ? 168 : 112
  const solids = placed.filter(({ material }) => !material.glass)
  const glasses = placed.filter(({ material }) => material.glass)
  const [nearest, solid, glassy] = [nearestOf(placed), nearestOf(solids), nearestOf(glasses)]
  const all = sampled(nearest, around, cells)
  // shadows are soft: a coarser grid serves them, and it fits the processor's cache
  const shadows = Math.round(cells * 0.64)
  const opaque = sampled(glasses.length === 0 ? all.at : solid, around, solids.length === 0 ? 4 : shadows)
  const clear = glasses.length === 0 ? undefined : sampled(glassy, around, shadows)
  const camera = framed(all, scene.view ?? {}, aspect)
  return {
    placed,
    solids,
    nearest,
    glassy,
    solid,
    all,
    opaque,
    clear,
    camera,
    floor: floorLight(opaque, clear, around),
    lampSight: lampSight(opaque),
  }
}

function joined(placed: readonly Placed[]): Bounds {
  const edge = (axis: 0 | 1 | 2, side: 'low' | 'high') => placed.map(({ bounds }) => bounds[side][axis])
  return {
    low: [Math.min(...edge(0, 'low')), Math.min(...edge(1, 'low')), Math.min(...edge(2, 'low'))],
    high: [Math.max(...edge(0, 'high')), Math.max(...edge(1, 'high')), Math.max(...edge(2, 'high'))],
  }
}

/** The distance to the nearest of the bodies; those whose bounds are farther than the best so far are not asked. */
function nearestOf(placed: readonly Placed[]): Field {
  const only = placed[0]
  if (only && placed.length === 1) return only.field
  return (x, y, z) => {
    let best = 6
    for (const { bounds, field } of placed) {
      if (boxDistance(bounds, x, y, z) >= best) continue
      const d = field(x, y, z)
      if (d < best) best = d
    }
    return best
  }
}

export function partAt(placed: readonly Placed[], [x, y, z]: Vec): Placed | undefined {
  let best = Number.POSITIVE_INFINITY
  let found: Placed | undefined
  for (const candidate of placed) {
    if (boxDistance(candidate.bounds, x, y, z) >= best) continue
    const d = candidate.field(x, y, z)
    if (d < best) {
      best = d
      found = candidate
    }
  }
  return found
}

/** The way to the first surface along a ray, or undefined when it meets none. */
export function march(volume: Volume, exact: Field, from: Vec, direction: Vec): number | undefined {
  const [near, far] = crossing(volume.bounds, from, direction)
  if (near >= far) return undefined
  const { at, cell } = volume
  const [ox, oy, oz] = from
  const [dx, dy, dz] = direction
  let t = near
  for (let step = 0; step < 160 && t < far; step++) {
    const x = ox + dx * t
    const y = oy + dy * t
    const z = oz + dz * t
    const rough = at(x, y, z)
    if (rough > cell * 1.6) {
      t += rough - cell * 0.8
      continue
    }
    const d = exact(x, y, z)
    if (d < 0.0006) return t
    t += Math.max(d * 0.92, 0.0006)
  }
  return undefined
}

function crossing({ low, high }: Bounds, from: Vec, direction: Vec): readonly [number, number] {
  let near = 0
  let far = Number.POSITIVE_INFINITY
  for (const axis of [0, 1, 2] as const) {
    const speed = direction[axis] || 1e-9
    const a = (low[axis] - from[axis]) / speed
    const b = (high[axis] - from[axis]) / speed
    near = Math.max(near, Math.min(a, b))
    far = Math.min(far, Math.max(a, b))
  }
  return [near, far]
}

/** The outward direction of a surface, by four samples around the point. */
export function normalAt(field: Field, [x, y, z]: Vec, e = 0.008): Vec {
  const a = field(x + e, y - e, z - e)
  const b = field(x - e, y - e, z + e)
  const c = field(x - e, y + e, z - e)
  const d = field(x + e, y + e, z + e)
  return normalize([a - b - c + d, -a - b + c + d, -a + b - c + d])
}
