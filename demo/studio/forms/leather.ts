import {
  blend,
  box,
  cut,
  cylinder,
  emboss,
  type Field,
  leanForward,
  mirrored,
  move,
  shell,
  tip,
  torus,
  tube,
  turn,
  union,
} from '../field.ts'
import type { Material } from '../materials.ts'
import { curve, curve3, extrude, type Point, solid } from '../outline.ts'
import { each, type Part, part } from '../scene.ts'
import type { Vec } from '../vector.ts'

/** A groove with stitches along a line `inset` from the edge of a panel. */
const stitched = (field: Field, distanceToLine: Field): Field =>
  emboss(
    field,
    (x, y, z) =>
      -0.008 * Math.max(0, 1 - Math.abs(distanceToLine(x, y, z)) / 0.018) * (0.6 + 0.4 * Math.sin((x + y) * 90)),
  )

const panel = (points: readonly Point[], half: number, bevel: number): Field =>
  extrude(solid(curve(points)), half, bevel)

/** An open tote: a tapering body and two handles. */
export const tote = (hide: Material, metal: Material): readonly Part[] => {
  const outline: readonly Point[] = [
    [-0.74, 0.04],
    [-0.74, 0.04],
    [-0.9, 1.26],
    [-0.9, 1.26],
    [0.9, 1.26],
    [0.9, 1.26],
    [0.74, 0.04],
    [0.74, 0.04],
  ]
  const body = panel(outline, 0.34, 0.06)
  const hollow = move(
    panel(
      outline.map(([x, y]): Point => [x * 0.95, y]),
      0.29,
      0.03,
    ),
    0,
    0.08,
    0,
  )
  const bag = stitched(cut(body, hollow, 0.01), (_x, y) => y - 1.2)
  const handle = (z: number, lean: number): Field =>
    tube(
      curve3([
        [-0.42, 0.98, z],
        [-0.42, 1.3, z],
        [-0.34, 1.78, z + lean],
        [0, 1.98, z + lean * 1.3],
        [0.34, 1.78, z + lean],
        [0.42, 1.3, z],
        [0.42, 0.98, z],
      ]),
      0.042,
    )
  const studs = mirrored(
    union(
      move(leanForward(cylinder(0.045, 0.03, 0.01), 90), 0.42, 0.98, 0.37),
      move(leanForward(cylinder(0.045, 0.03, 0.01), 90), 0.42, 0.98, -0.37),
    ),
  )
  const pose = (field: Field) => turn(field, 26)
  return [...each(hide, pose(bag), pose(handle(0.36, 0.03)), pose(handle(-0.36, -0.06))), part(pose(studs), metal)]
}

/** A box bag: a lid with a turn lock, and a strap. */
export const boxBag = (hide: Material, metal: Material): readonly Part[] => {
  const body = move(box(0.8, 0.52, 0.3, 0.07), 0, 0.53, 0)
  const flapShape: readonly Point[] = [
    [-0.81, 1.07],
    [-0.81, 1.07],
    [0.81, 1.07],
    [0.81, 1.07],
    [0.81, 0.62],
    [0.7, 0.5],
    [0.3, 0.46],
    [0, 0.45],
    [-0.3, 0.46],
    [-0.7, 0.5],
    [-0.81, 0.62],
    [-0.81, 0.62],
  ]
  const flap = stitched(move(panel(flapShape, 0.022, 0.015), 0, 0, 0.31), (_x, y) => y - 0.52)
  const lid = move(box(0.815, 0.03, 0.32, 0.025), 0, 1.055, 0)
  const strap = tube(
    curve3([
      [-0.8, 0.9, 0],
      [-0.84, 1.2, 0],
      [-0.56, 1.62, -0.05],
      [0, 1.76, -0.08],
      [0.56, 1.62, -0.05],
      [0.84, 1.2, 0],
      [0.8, 0.9, 0],
    ]),
    0.032,
  )
  const lock = union(
    move(box(0.13, 0.09, 0.03, 0.02), 0, 0.56, 0.34),
    move(cylinderForward(0.045, 0.05), 0, 0.56, 0.37),
  )
  const rings = mirrored(move(leanForward(torus(0.06, 0.016), 90), 0.82, 0.93, 0))
  const pose = (field: Field) => turn(field, 28)
  return [...each(hide, pose(body), pose(union(flap, lid)), pose(strap)), part(pose(union(lock, rings)), metal)]
}

const cylinderForward = (radius: number, half: number): Field => leanForward(cylinder(radius, half, 0.01), 90)

export const weekender = (hide: Material, metal: Material): readonly Part[] => {
  const hull = tip(cylinder(0.62, 1.15, 0.14), 90)
  const full = blend(0.16, hull, box(1.14, 0.4, 0.58, 0.12))
  const body: Field = (x, y, z) => full(x, y + (y < 0 ? 0 : 0.12 * y), z)
  const seam = emboss(move(body, 0, 0.62, 0), (x) => -0.012 * Math.max(0, 1 - Math.abs(Math.abs(x) - 0.62) / 0.02))
  const flat = cut(seam, move(box(2, 0.2, 2), 0, -0.17, 0), 0.06)
  const handle = (z: number): Field =>
    tube(
      curve3([
        [-0.5, 0.7, z * 1.4],
        [-0.48, 1.15, z],
        [-0.34, 1.56, z * 0.6],
        [0, 1.7, z * 0.5],
        [0.34, 1.56, z * 0.6],
        [0.48, 1.15, z],
        [0.5, 0.7, z * 1.4],
      ]),
      0.045,
    )
  const straps = union(
    ...[-0.5, 0.5].flatMap((x) => [1, -1].map((s) => move(box(0.07, 0.3, 0.02, 0.01), x, 0.55, 0.62 * s))),
  )
  const zip = move(box(0.98, 0.02, 0.03, 0.01), 0, 1.215, 0)
  const buckles = union(...[-0.5, 0.5].map((x) => move(box(0.09, 0.05, 0.03, 0.015), x, 0.84, 0.6)))
  const pose = (field: Field) => turn(field, 24)
  return [
    ...each(hide, pose(flat), pose(handle(0.4)), pose(handle(-0.4)), pose(straps)),
    part(pose(union(zip, buckles)), metal),
  ]
}

/** A wallet standing half open, like a book. */
export const wallet = (hide: Material, lining: Material): readonly Part[] => {
  const cover = stitched(move(box(0.86, 0.56, 0.035, 0.03), 0.86, 0.57, 0), (x, y) =>
    Math.min(Math.abs(y - 1.07), Math.abs(y - 0.07), Math.abs(x - 1.66)),
  )
  const pockets = union(
    ...[0, 1, 2].map((i) => move(box(0.72, 0.36 - i * 0.1, 0.012, 0.01), 0.88, 0.4 - i * 0.1, 0.052 + i * 0.022)),
  )
  const left = (field: Field) => turn((x, y, z) => field(-x, y, z), -26)
  const right = (field: Field) => turn(field, 26)
  const spine = move(cylinder(0.05, 0.56, 0.02), 0, 0.57, 0)
  const place = (field: Field) => turn(move(field, 0, 0, -0.2), -12)
  return [
    part(place(union(left(cover), right(cover), spine)), hide),
    part(place(union(left(pockets), right(pockets))), lining),
  ]
}

/** A card case, two cards showing. */
export const cardCase = (hide: Material, card: Material): readonly Part[] => {
  const body = stitched(box(0.92, 0.62, 0.06, 0.05), (x, y) =>
    Math.min(Math.abs(Math.abs(x) - 0.84), Math.abs(y + 0.54)),
  )
  const slot = cut(
    body,
    move(
      extrude(
        solid(
          curve([
            [-0.3, 0.7],
            [-0.22, 0.62],
            [0, 0.46],
            [0.22, 0.62],
            [0.3, 0.7],
          ]),
        ),
        0.2,
      ),
      0,
      0,
      0.1,
    ),
    0.01,
  )
  const cards = union(
    move(box(0.82, 0.52, 0.01, 0.005), 0.03, 0.26, 0.015),
    move(tip(box(0.82, 0.52, 0.01, 0.005), -3), 0, 0.2, -0.02),
  )
  const pose = (field: Field) => turn(move(leanForward(field, -16), 0, 0.62, 0), 22)
  return [part(pose(slot), hide), part(pose(cards), card)]
}

/** A belt, coiled, buckle outside. */
export const belt = (hide: Material, metal: Material): readonly Part[] => {
  const pitch = 0.15
  const coil: Field = (x, y, z) => {
    const r = Math.hypot(x, z)
    const share = Math.atan2(z, x) / (2 * Math.PI)
    const lap = Math.min(3, Math.max(0, Math.round((r - 0.42) / pitch - share)))
    const across = Math.abs(r - 0.42 - pitch * (lap + share)) - 0.03
    return Math.max(across * 0.9, Math.abs(y - 0.24) - 0.22) - 0.012
  }
  const end = 0.42 + pitch * 3.5
  const frame = cut(box(0.05, 0.27, 0.22, 0.03), box(0.2, 0.19, 0.14, 0.02), 0.02)
  const tongue = tube(
    [
      [0, 0, -0.24],
      [0.05, 0, 0.2],
    ],
    0.022,
  )
  const buckle = move(union(frame, tongue), end - 0.02, 0.27, 0.14)
  const pose = (field: Field) => turn(field, -52)
  return [part(pose(coil), hide), part(pose(buckle), metal)]
}

/** A loop of hide on a split ring, with a key's worth of brass. */
export const keyLoop = (hide: Material, metal: Material): readonly Part[] => {
  const loop: Field = (x, y, z) => {
    const long = Math.max(Math.abs(y) - 0.56, 0)
    const across = Math.hypot(x, long) - 0.3
    return Math.max(Math.abs(across) - 0.03, Math.abs(z) - 0.14) - 0.012
  }
  const clasp = union(move(box(0.34, 0.1, 0.17, 0.03), 0, 0.7, 0), move(torus(0.1, 0.03), 0, 0.86, 0))
  const ring = move(leanForward(torus(0.36, 0.035), 90), 0, 1.22, 0)
  const lying = (field: Field) => turn(move(leanForward(field, -90), 0, 0.16, 0.2), 34)
  return [part(lying(loop), hide), part(lying(union(clasp, ring)), metal)]
}

/** A slim case for papers or a laptop, closed with a strap. */
export const folio = (hide: Material, metal: Material): readonly Part[] => {
  const body = stitched(box(1, 0.7, 0.055, 0.04), (x, y) =>
    Math.min(Math.abs(Math.abs(x) - 0.94), Math.abs(Math.abs(y) - 0.64)),
  )
  const flap = move(box(1, 0.27, 0.02, 0.015), 0, 0.42, 0.07)
  const tab = move(box(0.11, 0.2, 0.02, 0.015), 0, 0.12, 0.095)
  const stud = move(cylinderForward(0.05, 0.03), 0, 0.0, 0.12)
  const pose = (field: Field) => turn(move(leanForward(field, -14), 0, 0.71, 0), 24)
  return [part(pose(union(body, flap, tab)), hide), part(pose(stud), metal)]
}

/** A bucket bag drawn together by a cord. */
export const bucketBag = (hide: Material, cord: Material): readonly Part[] => {
  const wall = shell(move(cylinder(0.62, 0.62, 0.08), 0, 0.64, 0), 0.045)
  const open = cut(wall, move(cylinder(0.9, 0.2), 0, 1.36, 0), 0.02)
  const gathered = emboss(open, (x, y, z) => 0.045 * Math.max(0, y - 0.75) * Math.sin(Math.atan2(z, x) * 14))
  const ring: Vec[] = Array.from({ length: 29 }, (_, i) => {
    const a = (i / 28) * 2 * Math.PI
    return [0.665 * Math.cos(a), 0.98, 0.665 * Math.sin(a)]
  })
  const strap = tube(
    curve3([
      [-0.62, 1.0, 0],
      [-0.72, 1.4, 0],
      [-0.5, 2.0, -0.04],
      [0, 2.26, -0.06],
      [0.5, 2.0, -0.04],
      [0.72, 1.4, 0],
      [0.62, 1.0, 0],
    ]),
    0.035,
  )
  const ends = union(
    tube(
      [
        [0.05, 0.98, 0.68],
        [0.1, 0.62, 0.72],
      ],
      0.026,
      0.03,
    ),
    tube(
      [
        [-0.03, 0.98, 0.68],
        [-0.08, 0.55, 0.71],
      ],
      0.026,
      0.03,
    ),
  )
  return [...each(hide, turn(gathered, 20), turn(strap, 20)), part(union(tube(ring, 0.028), ends), cord)]
}
