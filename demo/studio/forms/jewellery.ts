import {
  blend,
  box,
  cut,
  cylinder,
  ellipsoid,
  type Field,
  intersect,
  leanForward,
  move,
  sphere,
  tip,
  torus,
  tube,
  turn,
  union,
} from '../field.ts'
import { type Material, matte } from '../materials.ts'
import { curve, extrude, lathe, type Point, solid } from '../outline.ts'
import { each, type Part, part } from '../scene.ts'
import type { Vec } from '../vector.ts'

const upright = (field: Field, degrees: number, height: number): Field =>
  move(turn(leanForward(field, 90), degrees), 0, height, 0)

/** A plain band, standing on its edge. */
export const band = (metal: Material): readonly Part[] => {
  const ring = lathe(
    solid([
      [0.78, -0.2],
      [0.84, -0.26],
      [0.92, -0.24],
      [0.98, -0.12],
      [0.99, 0],
      [0.98, 0.12],
      [0.92, 0.24],
      [0.84, 0.26],
      [0.78, 0.2],
      [0.77, 0],
    ]),
  )
  return [part(upright(ring, 38, 0.99), metal)]
}

/** A signet: the band grows into a flat oval table. */
export const signet = (metal: Material, table: Material): readonly Part[] => {
  const hoop = leanForward(torus(0.74, 0.1), 90)
  const head = intersect(move(ellipsoid(0.5, 0.42, 0.4), 0, 0.78, 0), (_x, y) => y - 1.02)
  const inlay: Field = (x, y, z) => Math.max((Math.hypot(x / 0.3, z / 0.24) - 1) * 0.24, Math.abs(y - 1.02) - 0.015)
  const ring = cut(blend(0.3, hoop, head), leanForward(cylinder(0.63, 1, 0.02), 90), 0.03)
  const pose = (field: Field) => move(turn(leanForward(field, 26), 36), 0, 0.78, -0.1)
  return [part(pose(ring), metal), part(pose(inlay), table)]
}

/** A round stone in four claws. */
export const solitaire = (metal: Material, gem: Material): readonly Part[] => {
  const hoop = upright(torus(0.74, 0.06), 34, 0.8)
  const cutStone: Field = (x, y, z) =>
    Math.max(
      Math.hypot(x, z) - 0.34,
      y - 0.16 + Math.max(0, Math.hypot(x, z) - 0.2) * 0.7,
      -(y + 0.32) + Math.hypot(x, z) * 0.95 - 0.02,
    ) * 0.7
  const claws = union(
    ...[45, 135, 225, 315].map((a) =>
      turn(
        tube(
          [
            [0.08, -0.3, 0],
            [0.33, 0.02, 0],
            [0.29, 0.12, 0],
          ],
          0.03,
        ),
        a,
      ),
    ),
  )
  return [part(union(hoop, move(claws, 0, 1.86, 0)), metal), part(move(cutStone, 0, 1.86, 0), gem)]
}

export const hoops = (metal: Material): readonly Part[] => {
  const hoop = (degrees: number): Field =>
    upright(cut(torus(0.62, 0.1), move(box(0.04, 0.5, 0.5), 0, 0, -0.6), 0.02), degrees, 0.72)
  return [part(union(move(hoop(40), -0.72, 0, 0.15), move(hoop(-26), 0.74, 0, -0.2)), metal)]
}

/** Two pearls on posts, lying as they fall. */
export const studs = (pearl: Material, metal: Material): readonly Part[] => {
  const post = (x: number, z: number, degrees: number): Field =>
    move(
      turn(
        union(
          tube(
            [
              [0.3, 0.0, 0],
              [0.95, -0.22, 0],
            ],
            0.03,
          ),
          move(tip(cylinder(0.22, 0.02, 0.01), 90), 0.37, -0.02, 0),
        ),
        degrees,
      ),
      x,
      0.42,
      z,
    )
  return [
    part(union(move(sphere(0.42), -0.55, 0.42, 0.15), move(sphere(0.42), 0.6, 0.42, -0.2)), pearl),
    part(union(post(-0.55, 0.15, -60), post(0.6, -0.2, 28)), metal),
  ]
}

/** A chain that hangs from a bust of plaster, with a drop. */
export const pendant = (metal: Material, drop: Material): readonly Part[] => {
  const bust = bustForm()
  const line = onBust((t) => [0.46 * Math.cos(t), 1.64 - 0.98 * Math.sin(t), 0])
  const links = tube(line, 0.018)
  const low = line[Math.floor(line.length / 2)] ?? [0, 0.7, 0.5]
  const stone = move(ellipsoid(0.1, 0.14, 0.06), low[0], low[1] - 0.15, low[2] + 0.04)
  return [
    part(bust, matte('d9d0c1')),
    part(union(links, move(leanForward(torus(0.035, 0.013), 90), low[0], low[1] - 0.01, low[2] + 0.03)), metal),
    part(stone, drop),
  ]
}

/** A string of pearls on the same bust. */
export const pearlStrand = (pearl: Material): readonly Part[] => {
  const line = onBust((t) => [0.5 * Math.cos(t), 1.6 - 0.72 * Math.sin(t), 0])
  const beads = spaced(line, 0.115).map(([x, y, z]) => move(sphere(0.058), x, y, z + 0.02))
  return [part(bustForm(), matte('3a3634')), ...each(pearl, ...beads)]
}

/** Points of a line that are at least `gap` apart. */
function spaced(line: readonly Vec[], gap: number): readonly Vec[] {
  const kept: Vec[] = []
  for (const point of line) {
    const last = kept.at(-1)
    if (!last || Math.hypot(point[0] - last[0], point[1] - last[1], point[2] - last[2]) >= gap) kept.push(point)
  }
  return kept
}

/** A display bust: shoulders on a foot, and a neck. */
function bustForm(): Field {
  const half: readonly Point[] = [
    [0.62, 0],
    [0.62, 0],
    [0.82, 0.5],
    [0.98, 0.92],
    [0.86, 1.2],
    [0.44, 1.4],
    [0, 1.5],
  ]
  const outline = [
    ...half,
    ...half
      .slice(0, -1)
      .map(([x, y]): Point => [-x, y])
      .reverse(),
  ]
  const neck = move(cylinder(0.25, 0.42, 0.05), 0, 1.62, -0.03)
  return blend(0.3, extrude(solid(curve(outline)), 0.33, 0.27), neck)
}

/** Lays a drawn line on the front of the bust; where it would pass beside the neck, it ends. */
function onBust(at: (t: number) => Vec): readonly Vec[] {
  const bust = bustForm()
  return Array.from({ length: 145 }, (_, i) => at((i / 144) * Math.PI)).flatMap(([x, y]): Vec[] => {
    let z = 1
    for (let step = 0; step < 60; step++) z -= bust(x, y, z) * 0.8
    return Math.abs(bust(x, y, z)) < 0.01 ? [[x, y, z + 0.012]] : []
  })
}

/** A wide open cuff. */
export const cuff = (metal: Material): readonly Part[] => {
  const oval: Field = (x, y, z) =>
    Math.max(
      Math.abs(Math.hypot(x, z * 1.22) - 0.98) * 0.86 - 0.035,
      Math.abs(y) - 0.3 + 0.05 * Math.cos(Math.atan2(z, x) * 2),
    ) - 0.015
  const open = cut(oval, move(box(0.3, 1, 0.5), 0, 0, 0.95), 0.04)
  return [part(move(turn(open, 152), 0, 0.34, 0), metal)]
}

/** A chain bracelet laid in a ring, its links crossing by turns. */
export const chain = (metal: Material): readonly Part[] => {
  const count = 22
  const link: Field = (x, y, z) => {
    const long = Math.max(Math.abs(z) - 0.09, 0)
    return Math.hypot(Math.hypot(x, long) - 0.1, y) - 0.036
  }
  const links = Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * 360
    const stood = i % 2 === 0 ? tip(link, 32) : tip(link, -38)
    const a = (angle * Math.PI) / 180
    return move(turn(stood, -angle), 0.98 * Math.cos(a), 0.14, 0.98 * Math.sin(a))
  })
  return each(metal, ...links)
}

/** A watch standing on its strap. */
export const watch = (metal: Material, dial: Material, strap: Material, hands: Material): readonly Part[] => {
  const face = (radius: number, half: number, at: number): Field =>
    move(leanForward(cylinder(radius, half, 0.02), 90), 0, 0, at)
  const body = cut(face(0.62, 0.12, 0.88), face(0.54, 0.06, 1.0), 0.01)
  const lugs = union(
    ...[-0.26, 0.26].flatMap((x) => [0.58, -0.58].map((y) => move(box(0.05, 0.14, 0.08, 0.03), x, y, 0.82))),
  )
  const crown = move(tip(cylinder(0.07, 0.07, 0.02), 90), 0.69, 0, 0.88)
  const loop: Field = (x, y, z) =>
    Math.max(Math.abs(Math.hypot(y * 1.02, z) - 0.86) - 0.03, Math.abs(x) - 0.3 + 0.1 * Math.max(0, -z)) - 0.015
  const marks = union(
    ...Array.from({ length: 12 }, (_, i) =>
      tip(move(box(0.012, i % 3 === 0 ? 0.06 : 0.035, 0.012, 0.004), 0, 0.42, 0.955), i * 30),
    ),
  )
  const pointers = union(
    tip(move(box(0.016, 0.15, 0.01, 0.005), 0, 0.13, 0.968), 58),
    tip(move(box(0.012, 0.21, 0.01, 0.005), 0, 0.19, 0.972), -64),
    face(0.03, 0.02, 0.97),
  )
  const pose = (field: Field) => turn(move(leanForward(field, -30), 0, 0.9, 0), 28)
  const strapOnly = cut(loop, face(0.6, 0.2, 0.88))
  return [
    part(pose(union(body, lugs, crown)), metal),
    part(pose(face(0.545, 0.01, 0.945)), dial),
    part(pose(strapOnly), strap),
    part(pose(union(marks, pointers)), hands),
  ]
}

/** A lidded box for rings, lined. */
export const jewelBox = (wood: Material, lining: Material, metal: Material): readonly Part[] => {
  const tray = cut(move(box(0.9, 0.3, 0.62, 0.05), 0, 0.3, 0), move(box(0.82, 0.3, 0.54, 0.04), 0, 0.42, 0), 0.01)
  const lid = move(
    leanForward(
      cut(move(box(0.9, 0.1, 0.62, 0.04), 0, 0.1, 0.62), move(box(0.82, 0.1, 0.54, 0.03), 0, 0.04, 0.62), 0.01),
      -104,
    ),
    0,
    0.62,
    -0.62,
  )
  const rolls = union(
    ...[-0.42, -0.2, 0.02, 0.24, 0.46].map((z) => move(tip(cylinder(0.1, 0.8, 0.04), 90), 0, 0.42, z)),
  )
  const ring = move(turn(leanForward(torus(0.12, 0.025), 80), 20), 0.2, 0.58, 0.14)
  const knob = move(sphere(0.05), 0, 0.42, 0.66)
  const pose = (field: Field) => turn(field, 28)
  return [part(pose(union(tray, lid)), wood), part(pose(rolls), lining), part(pose(union(ring, knob)), metal)]
}
