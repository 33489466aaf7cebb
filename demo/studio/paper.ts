import { backdrop } from './floor.ts'
import { surroundings } from './light.ts'
import { project } from './scene.ts'
import type { Stage } from './stage.ts'
import { along, mix, multiply, smoothstep, type Vec } from './vector.ts'

/** A line of sight, and how many mirrors it has met. */
export type Ray = { readonly from: Vec; readonly direction: Vec; readonly depth: number }

const ENDLESS = 60

/** How far a ray goes until it meets the floor. */
export const toFloor = ({ from, direction }: Pick<Ray, 'from' | 'direction'>): number =>
  direction[1] < -1e-4 ? -from[1] / direction[1] : Number.POSITIVE_INFINITY

/** The sheet of paper that is floor and wall in one: where a ray that meets nothing ends. */
export function paper(stage: Stage, ray: Ray): Vec {
  const { from, direction, depth } = ray
  const distance = toFloor(ray)
  // the tone is taken where the point falls in the frame, so that no horizon shows
  const at = along(from, direction, Math.min(distance, ENDLESS))
  const tone = backdrop(project(stage.camera, at))
  if (distance > ENDLESS) return depth === 0 ? tone : surroundings(direction, 0.1)
  const lit = multiply(tone, stage.floor(at[0], at[2]))
  // what a mirror sees of it far away fades into the room
  return depth === 0 ? lit : mix(lit, surroundings(direction, 0.3), smoothstep(1.2, 8, Math.hypot(at[0], at[2])))
}
