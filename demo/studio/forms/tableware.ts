import {
  blend,
  cut,
  cylinder,
  ellipsoid,
  emboss,
  type Field,
  intersect,
  move,
  sphere,
  torus,
  tube,
  turn,
  union,
} from '../field.ts'
import type { Material } from '../materials.ts'
import { curve3, turned, vessel } from '../outline.ts'
import { type Part, part } from '../scene.ts'

const plate = (radius: number): Field =>
  vessel(
    [
      [0, 0.04],
      [radius * 0.62, 0.04],
      [radius * 0.7, 0.05],
      [radius * 0.82, 0.12],
      [radius, 0.17],
    ],
    0.05,
  )

/** A stack of plates with one bowl on top, as they stand on a shelf. */
export const plateStack = (material: Material): readonly Part[] => [
  part(
    union(
      plate(1.15),
      move(plate(1.15), 0, 0.075, 0),
      move(plate(1.14), 0.012, 0.15, 0),
      move(plate(0.86), 0, 0.235, 0),
    ),
    material,
  ),
]

export const dinnerPlate = (material: Material, rim: Material): readonly Part[] => [
  part(plate(1.15), material),
  part(move(torus(1.15, 0.027), 0, 0.175, 0), rim),
]

export const bowls = (material: Material): readonly Part[] => {
  const bowl = vessel(
    [
      [0, 0.08],
      [0.3, 0.08],
      [0.36, 0.09],
      [0.68, 0.26],
      [0.86, 0.5],
      [0.92, 0.68],
    ],
    0.055,
  )
  const foot = vessel(
    [
      [0.36, 0.025],
      [0.33, 0.1],
    ],
    0.05,
  )
  const one = blend(0.03, bowl, foot)
  return [part(union(one, move(one, 0.01, 0.16, 0.0)), material)]
}

export const cupAndSaucer = (material: Material): readonly Part[] => {
  const saucer = vessel(
    [
      [0, 0.04],
      [0.5, 0.04],
      [0.6, 0.05],
      [0.78, 0.12],
      [0.98, 0.18],
    ],
    0.05,
  )
  const cup = move(
    vessel(
      [
        [0, 0.03],
        [0.26, 0.03],
        [0.34, 0.08],
        [0.5, 0.32],
        [0.54, 0.6],
        [0.54, 0.82],
      ],
      0.045,
    ),
    0,
    0.08,
    0,
  )
  const handle = tube(
    curve3([
      [0.5, 0.74, 0],
      [0.72, 0.78, 0],
      [0.84, 0.6, 0],
      [0.72, 0.42, 0],
      [0.5, 0.36, 0],
    ]),
    0.045,
  )
  return [part(union(saucer, turn(blend(0.05, cup, cut(handle, cylinder(0.5, 1.4))), -24)), material)]
}

export const teapot = (material: Material, knob: Material): readonly Part[] => {
  const body = turned([
    [0.4, 0],
    [0.46, 0.02],
    [0.78, 0.3],
    [0.84, 0.6],
    [0.66, 0.92],
    [0.4, 1.04],
    [0.38, 1.04],
  ])
  const lid = turned([
    [0.36, 1.03],
    [0.36, 1.03],
    [0.34, 1.09],
    [0.16, 1.16],
    [0.04, 1.18],
  ])
  const spout = tube(
    curve3([
      [-0.6, 0.42, 0],
      [-0.92, 0.56, 0],
      [-1.05, 0.86, 0],
      [-1.22, 1.04, 0],
    ]),
    0.15,
    0.075,
  )
  const mouth = tube(
    [
      [-1.14, 0.98, 0],
      [-1.34, 1.2, 0],
    ],
    0.045,
  )
  const handle = tube(
    curve3([
      [0.6, 0.9, 0],
      [0.98, 1.02, 0],
      [1.22, 0.78, 0],
      [1.08, 0.46, 0],
      [0.74, 0.34, 0],
    ]),
    0.058,
  )
  return [
    part(turn(union(blend(0.1, body, cut(spout, mouth, 0.02), handle), lid), -18), material),
    part(move(sphere(0.09), 0, 1.25, 0), knob),
  ]
}

export const pitcher = (material: Material): readonly Part[] => {
  const body = vessel(
    [
      [0, 0.05],
      [0.4, 0.05],
      [0.46, 0.08],
      [0.62, 0.45],
      [0.58, 0.9],
      [0.4, 1.3],
      [0.38, 1.55],
      [0.46, 1.78],
    ],
    0.065,
  )
  const lip = ellipsoid(0.2, 0.22, 0.17)
  const hollow = turned([
    [0.3, 0.2],
    [0.5, 0.45],
    [0.5, 0.9],
    [0.34, 1.3],
    [0.33, 1.55],
    [0.43, 1.9],
  ])
  const spout = cut(move(lip, -0.48, 1.7, 0), union(move(ellipsoid(0.17, 0.24, 0.13), -0.46, 1.76, 0), hollow), 0.01)
  const handle = tube(
    curve3([
      [0.36, 1.6, 0],
      [0.72, 1.66, 0],
      [0.88, 1.28, 0],
      [0.76, 0.82, 0],
      [0.56, 0.62, 0],
    ]),
    0.06,
  )
  return [
    part(
      turn(
        blend(
          0.06,
          body,
          intersect(spout, (_x, y) => y - 1.8),
          cut(handle, hollow),
        ),
        -20,
      ),
      material,
    ),
  ]
}

export const platter = (material: Material): readonly Part[] => {
  const round = plate(1.2)
  const oval: Field = (x, y, z) => round(x, y, z * 1.55) * 0.72
  return [part(turn(oval, -20), material)]
}

/** A cake stand: a plate on a turned foot. */
export const cakeStand = (material: Material): readonly Part[] => {
  const foot = turned([
    [0.5, 0],
    [0.5, 0.03],
    [0.2, 0.12],
    [0.1, 0.3],
    [0.16, 0.52],
    [0.3, 0.6],
  ])
  const top = vessel(
    [
      [0, 0.6],
      [0.95, 0.6],
      [1.02, 0.62],
      [1.04, 0.7],
    ],
    0.06,
  )
  return [part(blend(0.04, foot, top), material)]
}

/** A salt cellar with its lid pushed aside and a small spoon. */
export const saltCellar = (material: Material, metal: Material): readonly Part[] => {
  const jar = vessel(
    [
      [0, 0.06],
      [0.56, 0.06],
      [0.6, 0.08],
      [0.66, 0.3],
      [0.62, 0.6],
    ],
    0.1,
  )
  const salt: Field = emboss(
    move(cylinder(0.56, 0.16), 0, 0.28, 0),
    (x, _y, z) => 0.02 * Math.sin(x * 21) * Math.sin(z * 23),
  )
  const spoon = blend(
    0.04,
    move(ellipsoid(0.13, 0.035, 0.1), 0.12, 0.48, 0.05),
    tube(
      [
        [0.18, 0.48, 0.05],
        [1.0, 0.92, -0.12],
      ],
      0.026,
    ),
  )
  return [
    part(jar, material),
    part(salt, { colour: [0.82, 0.8, 0.77], roughness: 0.8, shine: [0.03, 0.03, 0.03] }),
    part(spoon, metal),
  ]
}
