import { around, blend, emboss, type Field, mirrored, move, torus, tube } from '../field.ts'
import type { Material } from '../materials.ts'
import { curve3, type Point, vessel } from '../outline.ts'
import { type Part, part } from '../scene.ts'

const ASTER: readonly Point[] = [
  [0, 0.04],
  [0.4, 0.04],
  [0.42, 0.04],
  [0.62, 0.3],
  [0.78, 0.75],
  [0.7, 1.2],
  [0.35, 1.62],
  [0.22, 1.85],
  [0.24, 2.05],
  [0.34, 2.2],
]
const COLUMN: readonly Point[] = [
  [0, 0.05],
  [0.4, 0.05],
  [0.4, 0.05],
  [0.47, 0.12],
  [0.49, 0.4],
  [0.53, 1.2],
  [0.55, 1.9],
  [0.54, 2.25],
]
const MOON: readonly Point[] = [
  [0, 0.04],
  [0.36, 0.04],
  [0.4, 0.05],
  [0.75, 0.25],
  [1.0, 0.62],
  [1.04, 0.98],
  [0.86, 1.38],
  [0.5, 1.66],
  [0.3, 1.72],
  [0.28, 1.84],
]
const REED: readonly Point[] = [
  [0, 0.05],
  [0.38, 0.05],
  [0.42, 0.07],
  [0.62, 0.45],
  [0.7, 0.95],
  [0.62, 1.45],
  [0.44, 1.75],
  [0.42, 1.95],
  [0.5, 2.08],
]
const AMPHORA: readonly Point[] = [
  [0, 0.04],
  [0.28, 0.04],
  [0.3, 0.06],
  [0.46, 0.42],
  [0.72, 0.95],
  [0.7, 1.32],
  [0.42, 1.62],
  [0.26, 1.78],
  [0.25, 2.1],
  [0.36, 2.24],
]
const BASIN: readonly Point[] = [
  [0, 0.34],
  [0.22, 0.34],
  [0.5, 0.4],
  [0.86, 0.62],
  [1.06, 0.92],
  [1.12, 1.08],
]
const BASIN_FOOT: readonly Point[] = [
  [0.42, 0.03],
  [0.34, 0.12],
  [0.26, 0.24],
  [0.28, 0.36],
]

export const asterVase = (material: Material): readonly Part[] => [part(vessel(ASTER, 0.06), material)]
export const columnVase = (material: Material): readonly Part[] => [part(vessel(COLUMN, 0.08), material)]
export const moonVase = (material: Material): readonly Part[] => [part(vessel(MOON, 0.07), material)]

/** Upright flutes, pressed into the wall with a comb while it is still soft. */
export const reedVase = (material: Material): readonly Part[] => [
  part(
    emboss(vessel(REED, 0.08), (x, _y, z) => 0.022 * Math.abs(Math.sin(Math.atan2(z, x) * 14))),
    material,
  ),
]

export function amphora(material: Material): readonly Part[] {
  const handle = tube(
    curve3([
      [0.24, 1.98, 0],
      [0.55, 2.02, 0],
      [0.72, 1.78, 0],
      [0.62, 1.4, 0],
    ]),
    0.055,
  )
  return [part(blend(0.1, vessel(AMPHORA, 0.07), mirrored(handle)), material)]
}

export const basin = (material: Material): readonly Part[] => [
  part(blend(0.06, vessel(BASIN, 0.07), vessel(BASIN_FOOT, 0.07)), material),
]

/** Three bud vases thrown as a set: a bottle, a bulb and a cone. */
export function budTrio(first: Material, second: Material, third: Material): readonly Part[] {
  const bottle = vessel(
    [
      [0, 0.04],
      [0.26, 0.04],
      [0.3, 0.08],
      [0.34, 0.5],
      [0.24, 0.85],
      [0.1, 1.05],
      [0.09, 1.5],
      [0.13, 1.58],
    ],
    0.045,
  )
  const bulb = vessel(
    [
      [0, 0.04],
      [0.2, 0.04],
      [0.36, 0.18],
      [0.42, 0.42],
      [0.3, 0.68],
      [0.12, 0.8],
      [0.11, 0.96],
      [0.17, 1.04],
    ],
    0.045,
  )
  const cone = vessel(
    [
      [0, 0.04],
      [0.34, 0.04],
      [0.38, 0.08],
      [0.34, 0.3],
      [0.2, 0.95],
      [0.14, 1.24],
      [0.16, 1.3],
    ],
    0.045,
  )
  return [
    part(move(bottle, -0.42, 0, -0.2), first),
    part(move(bulb, 0.12, 0, 0.3), second),
    part(move(cone, 0.62, 0, -0.12), third),
  ]
}

/** A low dish with a rope rim, for keys and rings. */
export function catchall(material: Material): readonly Part[] {
  const dish = vessel(
    [
      [0, 0.05],
      [0.7, 0.05],
      [0.84, 0.1],
      [0.95, 0.28],
    ],
    0.07,
  )
  const bead: Field = (x, y, z) => Math.hypot(x - 0.95, y - 0.3, z) - 0.055
  return [part(blend(0.03, dish, around(bead, 54), move(torus(0.95, 0.03), 0, 0.3, 0)), material)]
}
