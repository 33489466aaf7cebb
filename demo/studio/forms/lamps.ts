import {
  box,
  cut,
  cylinder,
  ellipsoid,
  type Field,
  leanForward,
  move,
  sphere,
  tip,
  torus,
  tube,
  turn,
  union,
} from '../field.ts'
import { lit, type Material, wax } from '../materials.ts'
import { turned, vessel } from '../outline.ts'
import { type Part, part } from '../scene.ts'

const warm = (low: number, high: number, at: number): Material =>
  lit('fff1dc', (_x, y) => 0.34 + 0.42 * Math.exp(-(((y - (low + (high - low) * at)) / ((high - low) * 0.42)) ** 2)))

/** A turned base under a drum of cloth. */
export const tableLamp = (base: Material, metal: Material): readonly Part[] => {
  const foot = turned([
    [0.36, 0],
    [0.42, 0.03],
    [0.56, 0.25],
    [0.6, 0.5],
    [0.42, 0.86],
    [0.16, 1.06],
    [0.12, 1.12],
  ])
  const stem = move(cylinder(0.04, 0.2), 0, 1.24, 0)
  const shade = vessel(
    [
      [0.8, 1.3],
      [0.58, 2.16],
    ],
    0.025,
  )
  const trim = union(move(torus(0.8, 0.016), 0, 1.3, 0), move(torus(0.58, 0.016), 0, 2.16, 0))
  return [part(foot, base), part(union(stem, trim), metal), part(shade, warm(1.3, 2.16, 0.4))]
}

/** One dome on one stem. */
export const mushroomLamp = (body: Material, glow: boolean): readonly Part[] => {
  const foot = turned([
    [0.46, 0],
    [0.48, 0.02],
    [0.42, 0.09],
    [0.14, 0.2],
    [0.1, 0.5],
    [0.11, 1.0],
    [0.16, 1.12],
  ])
  const dome = vessel(
    [
      [0.86, 0.98],
      [0.84, 1.12],
      [0.68, 1.38],
      [0.38, 1.56],
      [0, 1.62],
    ],
    0.04,
  )
  const bulb = move(sphere(0.17), 0, 1.22, 0)
  return [part(foot, body), part(dome, glow ? warm(0.98, 1.62, 0.3) : body), part(bulb, lit('fff1dc', 1.1))]
}

/** A globe of opal glass in a ring. */
export const globeLamp = (metal: Material, base: Material): readonly Part[] => [
  part(move(cylinder(0.5, 0.09, 0.03), 0, 0.09, 0), base),
  part(union(move(cylinder(0.055, 0.26), 0, 0.42, 0), move(torus(0.34, 0.04), 0, 0.68, 0)), metal),
  part(move(sphere(0.66), 0, 1.24, 0), warm(0.6, 1.9, 0.42)),
]

/** An arm of two rods and a cone that turns. */
export const taskLamp = (body: Material, joint: Material): readonly Part[] => {
  const arm = union(
    move(cylinder(0.46, 0.045, 0.02), 0.35, 0.045, 0),
    tube(
      [
        [0.35, 0.08, 0],
        [0.62, 1.1, 0],
      ],
      0.03,
    ),
    tube(
      [
        [0.62, 1.1, 0],
        [-0.42, 1.78, 0],
      ],
      0.03,
    ),
  )
  const cone = vessel(
    [
      [0.34, -0.34],
      [0.15, 0.02],
      [0.12, 0.2],
      [0, 0.22],
    ],
    0.03,
  )
  const head = move(tip(cone, -20), -0.52, 1.66, 0)
  const joints = union(
    move(leanForward(cylinder(0.06, 0.06), 90), 0.62, 1.1, 0),
    move(leanForward(cylinder(0.05, 0.06), 90), -0.42, 1.78, 0),
    move(cylinder(0.055, 0.05), 0.35, 0.12, 0),
  )
  return [
    part(turn(union(arm, head), 16), body),
    part(turn(joints, 16), joint),
    part(turn(move(sphere(0.13), -0.58, 1.48, 0), 16), lit('fff1dc', 1.2)),
  ]
}

export const floorLamp = (metal: Material, base: Material): readonly Part[] => {
  const shade = vessel(
    [
      [0.52, 3.1],
      [0.4, 3.7],
    ],
    0.025,
  )
  return [
    part(move(cylinder(0.42, 0.05, 0.02), 0, 0.05, 0), base),
    part(
      union(
        move(cylinder(0.032, 1.55), 0, 1.6, 0),
        move(torus(0.52, 0.014), 0, 3.1, 0),
        move(torus(0.4, 0.014), 0, 3.7, 0),
      ),
      metal,
    ),
    part(shade, warm(3.1, 3.7, 0.45)),
  ]
}

/** A lantern of four posts with a candle inside. */
export const lantern = (metal: Material): readonly Part[] => {
  const post = (x: number, z: number) => move(box(0.03, 0.8, 0.03, 0.01), x, 0.9, z)
  const frame = union(
    move(box(0.56, 0.05, 0.56, 0.02), 0, 0.06, 0),
    move(box(0.56, 0.04, 0.56, 0.02), 0, 1.72, 0),
    post(-0.5, -0.5),
    post(0.5, -0.5),
    post(-0.5, 0.5),
    post(0.5, 0.5),
    move(cylinder(0.2, 0.08, 0.02), 0, 1.82, 0),
    move(leanForward(torus(0.2, 0.026), 90), 0, 2.08, 0),
  )
  const candle = move(cylinder(0.26, 0.4, 0.03), 0, 0.5, 0)
  const wick = move(cylinder(0.012, 0.06, 0.004), 0, 0.95, 0)
  const flame: Field = move(ellipsoid(0.045, 0.12, 0.045), 0, 1.08, 0)
  return [
    part(turn(frame, 28), metal),
    part(candle, wax('efe4d0')),
    part(wick, { colour: [0.02, 0.02, 0.02], roughness: 0.9, shine: [0.02, 0.02, 0.02] }),
    part(flame, lit('ffe0a8', 2.4)),
  ]
}

/** A half shell of plaster on a plate, as it hangs on the wall. */
export const sconce = (shell: Material, metal: Material): readonly Part[] => {
  const cup = cut(move(ellipsoid(0.72, 0.62, 0.5), 0, 0.95, 0), move(ellipsoid(0.66, 0.58, 0.44), 0, 1.0, 0))
  const half = cut(cut(cup, move(box(1, 0.6, 1), 0, 1.75, 0), 0.02), move(box(1, 1, 0.5), 0, 1, -0.5))
  const plate = move(box(0.3, 0.75, 0.04, 0.02), 0, 0.75, -0.02)
  return [
    part(turn(half, 20), shell),
    part(turn(plate, 20), metal),
    part(turn(move(sphere(0.15), 0, 1.05, 0.18), 20), lit('fff1dc', 1.4)),
  ]
}
