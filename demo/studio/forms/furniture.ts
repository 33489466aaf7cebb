import {
  blend,
  box,
  cut,
  cylinder,
  emboss,
  type Field,
  intersect,
  leanForward,
  mirrored,
  move,
  shell,
  torus,
  tube,
  turn,
  union,
} from '../field.ts'
import type { Material } from '../materials.ts'
import { curve3, turned } from '../outline.ts'
import { each, type Part, part } from '../scene.ts'
import type { Vec } from '../vector.ts'

const leg = (from: Vec, to: Vec, thick = 0.055, thin = 0.035): Field => tube([from, to], thick, thin)

/** A low chair of turned wood with two loose cushions. */
export const loungeChair = (wood: Material, cloth: Material): readonly Part[] => {
  const side = union(
    leg([0.8, 1.02, 0.55], [0.84, 0, 0.66]),
    leg([0.8, 0.8, -0.55], [0.84, 0, -0.78]),
    tube(
      curve3([
        [0.8, 1.04, 0.72],
        [0.82, 1.06, 0.2],
        [0.8, 0.98, -0.4],
        [0.76, 0.96, -0.62],
      ]),
      0.07,
      0.05,
    ),
    tube(
      [
        [0.78, 0.5, 0.56],
        [0.78, 0.4, -0.6],
      ],
      0.045,
    ),
  )
  const rails = union(
    tube(
      [
        [-0.8, 0.48, 0.56],
        [0.8, 0.48, 0.56],
      ],
      0.05,
    ),
    tube(
      [
        [-0.8, 0.4, -0.58],
        [0.8, 0.4, -0.58],
      ],
      0.05,
    ),
  )
  const top = tube(
    [
      [-0.62, 1.62, -0.94],
      [0.62, 1.62, -0.94],
    ],
    0.055,
  )
  const uprights = mirrored(
    tube(
      [
        [0.62, 0.42, -0.5],
        [0.62, 1.62, -0.94],
      ],
      0.045,
    ),
  )
  const seat = move(leanForward(box(0.72, 0.14, 0.66, 0.11), -4), 0, 0.64, 0.02)
  const back = move(leanForward(box(0.68, 0.52, 0.12, 0.1), -20), 0, 1.22, -0.62)
  const pose = (field: Field) => turn(field, -32)
  return [
    ...each(
      wood,
      pose(side),
      pose((x, y, z) => side(-x, y, z)),
      pose(rails),
      pose(union(top, uprights)),
    ),
    ...each(cloth, pose(seat), pose(back)),
  ]
}

/** A chair with a bent top rail and a woven seat. */
export const diningChair = (wood: Material, seat: Material): readonly Part[] => {
  const frame = union(
    mirrored(leg([0.46, 0.92, 0.42], [0.5, 0, 0.48])),
    mirrored(
      tube(
        curve3([
          [0.44, 0, -0.6],
          [0.42, 0.9, -0.44],
          [0.46, 1.62, -0.54],
        ]),
        0.05,
        0.04,
      ),
    ),
    mirrored(
      tube(
        [
          [0.48, 0.42, 0.45],
          [0.42, 0.42, -0.5],
        ],
        0.026,
      ),
    ),
    tube(
      [
        [-0.46, 0.86, 0.42],
        [0.46, 0.86, 0.42],
      ],
      0.042,
    ),
    tube(
      [
        [-0.42, 0.86, -0.44],
        [0.42, 0.86, -0.44],
      ],
      0.042,
    ),
    mirrored(
      tube(
        [
          [0.46, 0.86, 0.42],
          [0.42, 0.86, -0.44],
        ],
        0.042,
      ),
    ),
  )
  const bent: Field = (x, y, z) => box(0.62, 0.12, 0.035, 0.03)(x, y - 1.58, z + 0.62 - x * x * 0.34)
  const woven = emboss(
    move(box(0.46, 0.06, 0.46, 0.04), 0, 0.9, 0),
    (x, _y, z) => 0.01 * Math.abs(Math.sin((Math.abs(x) > Math.abs(z) ? z : x) * 44)),
  )
  const pose = (field: Field) => turn(field, -34)
  return [part(pose(union(frame, bent)), wood), part(pose(woven), seat)]
}

export const stool = (wood: Material): readonly Part[] => {
  const seat = cut(
    move(cylinder(0.62, 0.07, 0.05), 0, 1.42, 0),
    move(
      turned([
        [1, 0],
        [1, 0.1],
        [0.4, 0.06],
        [0.1, 0],
      ]),
      0,
      1.46,
      0,
    ),
    0.06,
  )
  const legs: Field[] = [45, 135, 225, 315].map((degrees) =>
    turn(leg([0.36, 1.38, 0], [0.56, 0, 0], 0.065, 0.045), degrees),
  )
  const ring = move(torus(0.5, 0.025), 0, 0.5, 0)
  return [part(turn(union(seat, ...legs, ring), 14), wood)]
}

/** A round top on a drum: one block of stone over another. */
export const sideTable = (top: Material, column: Material): readonly Part[] => [
  part(move(cylinder(0.82, 0.06, 0.03), 0, 1.34, 0), top),
  part(union(move(cylinder(0.2, 0.62, 0.02), 0, 0.68, 0), move(cylinder(0.5, 0.05, 0.03), 0, 0.05, 0)), column),
]

/** A slab on two offset drums. */
export const coffeeTable = (top: Material, base: Material): readonly Part[] => {
  const slab: Field = (x, y, z) => cylinder(0.92, 0.065, 0.03)(Math.max(Math.abs(x) - 0.5, 0), y - 0.72, z)
  return [
    part(turn(slab, 14), top),
    part(
      turn(
        union(move(cylinder(0.42, 0.33, 0.03), -0.62, 0.33, 0.1), move(cylinder(0.34, 0.33, 0.03), 0.72, 0.33, -0.1)),
        14,
      ),
      base,
    ),
  ]
}

export const bench = (wood: Material, cloth: Material): readonly Part[] => {
  const frame = union(
    move(box(1.42, 0.045, 0.44, 0.02), 0, 0.66, 0),
    ...[-1.24, 1.24].flatMap((x) => [0.34, -0.34].map((z) => leg([x, 0.66, z], [x * 1.04, 0, z * 1.12]))),
  )
  const pad = move(box(1.36, 0.1, 0.42, 0.08), 0, 0.8, 0)
  return [part(turn(frame, 22), wood), part(turn(pad, 22), cloth)]
}

/** A round mirror on a foot. */
export const mirror = (frame: Material, glass: Material): readonly Part[] => {
  const ring = move(leanForward(torus(0.82, 0.045), 90), 0, 1.12, 0)
  const disc = move(leanForward(cylinder(0.81, 0.012, 0.005), 90), 0, 1.12, 0)
  const foot = union(move(cylinder(0.4, 0.05, 0.03), 0, 0.05, 0.02), move(cylinder(0.05, 0.16), 0, 0.18, 0))
  const lean = (field: Field) => turn(move(leanForward(field, -5), 0, 0, 0), -24)
  return [part(union(lean(ring), turn(foot, -24)), frame), part(lean(disc), glass)]
}

/** An open shelf of four boards in a steel ladder. */
export const shelf = (boards: Material, steel: Material): readonly Part[] => {
  const levels = [0.28, 1.06, 1.84, 2.62]
  const planks = union(...levels.map((y) => move(box(0.92, 0.045, 0.32, 0.015), 0, y, 0)))
  const post = (z: number) => mirrored(move(box(0.03, 1.44, 0.03, 0.01), 0.92, 1.44, z))
  const bars = union(
    post(-0.32),
    post(0.32),
    ...levels.map((y) => mirrored(move(box(0.02, 0.02, 0.32, 0.01), 0.92, y - 0.07, 0))),
  )
  return [part(turn(planks, 24), boards), part(turn(bars, 24), steel)]
}

/** A pouf: sixteen gussets around a button. */
export const pouf = (cover: Material): readonly Part[] => {
  const body = turned([
    [0.7, 0.02],
    [0.8, 0.05],
    [1.02, 0.3],
    [1.04, 0.56],
    [0.86, 0.86],
    [0.3, 0.96],
    [0.1, 0.93],
  ])
  const seams = emboss(body, (x, _y, z) => -0.03 * Math.max(0, 1 - Math.abs(Math.sin(Math.atan2(z, x) * 6)) * 6))
  return [part(blend(0.02, seams, move(cylinder(0.09, 0.03, 0.02), 0, 0.95, 0)), cover)]
}

/** A slotted drum of sheet metal. */
export const umbrellaStand = (metal: Material): readonly Part[] => {
  const skin = shell(move(cylinder(0.52, 0.9, 0.02), 0, 0.92, 0), 0.04)
  const open = intersect(skin, (_x, y) => y - 1.76)
  const slots: Field = (x, y, z) =>
    Math.max(Math.abs(Math.sin(Math.atan2(z, x) * 9)) * 0.26 - 0.12, Math.abs(y - 0.95) - 0.55) * 0.5
  return [part(cut(open, slots, 0.02), metal)]
}
