import { box, cut, cylinder, ellipsoid, leanForward, move, sphere, torus, turn, union } from '../field.ts'
import type { Material } from '../materials.ts'
import { curve, extrude, solid, turned, vessel } from '../outline.ts'
import { type Part, part } from '../scene.ts'

/** A pair of mills, turned from the square. */
export const mills = (wood: Material, metal: Material): readonly Part[] => {
  const mill = turned([
    [0.36, 0],
    [0.36, 0.1],
    [0.3, 0.3],
    [0.24, 0.7],
    [0.26, 1.0],
    [0.34, 1.14],
    [0.34, 1.16],
  ])
  const head = turned([
    [0.34, 1.2],
    [0.34, 1.22],
    [0.36, 1.36],
    [0.28, 1.56],
    [0.1, 1.64],
  ])
  const ring = move(cylinder(0.33, 0.025, 0.005), 0, 1.18, 0)
  const knob = move(sphere(0.07), 0, 1.7, 0)
  const place = (x: number, z: number) => [
    part(move(union(mill, head), x, 0, z), wood),
    part(move(union(ring, knob), x, 0, z), metal),
  ]
  return [...place(-0.42, 0.1), ...place(0.5, -0.2)]
}

/** A serving board with a round handle, leaning back as it stands in a kitchen. */
export const servingBoard = (wood: Material): readonly Part[] => {
  const line = curve([
    [-0.62, 0],
    [-0.62, 0],
    [-0.66, 0.5],
    [-0.66, 1.2],
    [-0.58, 1.5],
    [-0.24, 1.66],
    [-0.15, 1.85],
    [-0.17, 2.1],
    [0, 2.24],
    [0.17, 2.1],
    [0.15, 1.85],
    [0.24, 1.66],
    [0.58, 1.5],
    [0.66, 1.2],
    [0.66, 0.5],
    [0.62, 0],
    [0.62, 0],
  ])
  const board = cut(extrude(solid(line), 0.055, 0.03), move(leanForward(cylinder(0.06, 0.3), 90), 0, 2.05, 0))
  return [part(turn(leanForward(board, -9), 22), wood)]
}

export const mortar = (stone: Material): readonly Part[] => {
  const bowl = turned([
    [0.56, 0],
    [0.58, 0.04],
    [0.62, 0.16],
    [0.84, 0.5],
    [0.9, 0.9],
    [0.86, 0.94],
  ])
  const pestle = turned([
    [0.1, -0.1],
    [0.2, 0],
    [0.22, 0.18],
    [0.12, 0.5],
    [0.1, 0.95],
    [0.15, 1.1],
    [0.08, 1.2],
  ])
  const leaning = move(turn(leanForward(pestle, 38), -62), 0.3, 0.42, -0.15)
  return [part(cut(bowl, move(ellipsoid(0.74, 0.72, 0.74), 0, 0.96, 0), 0.05), stone), part(leaning, stone)]
}

export const canister = (body: Material, lid: Material): readonly Part[] => {
  const jar = (h: number) =>
    vessel(
      [
        [0, 0.05],
        [0.5, 0.05],
        [0.54, 0.08],
        [0.55, h * 0.5],
        [0.55, h],
      ],
      0.08,
    )
  const cover = (h: number) => move(cylinder(0.58, 0.05, 0.02), 0, h + 0.05, 0)
  const knob = (h: number) => move(cylinder(0.12, 0.07, 0.03), 0, h + 0.17, 0)
  return [
    part(union(move(jar(1.3), -0.45, 0, -0.25), move(jar(0.78), 0.66, 0, 0.25)), body),
    part(
      union(move(union(cover(1.3), knob(1.3)), -0.45, 0, -0.25), move(union(cover(0.78), knob(0.78)), 0.66, 0, 0.25)),
      lid,
    ),
  ]
}

/** A tray with two cut-out handles. */
export const tray = (wood: Material, metal: Material): readonly Part[] => {
  const hull = cut(box(1.2, 0.13, 0.78, 0.08), move(box(1.13, 0.13, 0.71, 0.06), 0, 0.06, 0), 0.01)
  const grip = (x: number) => move(turn(leanForward(torus(0.2, 0.03), 90), 90), x, 0.26, 0)
  return [part(turn(move(hull, 0, 0.13, 0), 26), wood), part(turn(union(grip(-1.16), grip(1.16)), 26), metal)]
}

/** A stovetop kettle with a bow handle. */
export const kettle = (body: Material, handle: Material): readonly Part[] => {
  const pot = turned([
    [0.62, 0],
    [0.68, 0.04],
    [0.84, 0.3],
    [0.78, 0.62],
    [0.5, 0.9],
    [0.3, 0.96],
  ])
  const lid = union(move(cylinder(0.28, 0.03), 0, 0.99, 0), move(sphere(0.07), 0, 1.08, 0))
  const line = curve([
    [-0.6, 0.3],
    [-0.6, 0.3],
    [-1.2, 0.86],
    [-1.2, 0.86],
    [-1.1, 0.92],
    [-1.1, 0.92],
    [-0.62, 0.7],
    [-0.62, 0.7],
  ])
  const spout = extrude(solid(line), 0.09, 0.06)
  const bow = cut(move(leanForward(torus(0.7, 0.055), 90), 0, 0.85, 0), move(box(2, 0.5, 1), 0, 0.35, 0))
  return [part(turn(union(pot, lid, spout), -20), body), part(turn(bow, -20), handle)]
}
