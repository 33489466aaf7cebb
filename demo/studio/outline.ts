import type { Field } from './field.ts'
import type { Vec } from './vector.ts'

/** A point of a drawing: across (or radius) and up. */
export type Point = readonly [number, number]

/** The signed distance in the plane of a drawing. */
type Outline = (u: number, v: number) => number

const hermite = (a: number, b: number, c: number, d: number, t: number): number =>
  b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))

/** A smooth line through the points (Catmull-Rom). A point given twice stays a corner. */
export function curve(points: readonly Point[], steps = 20): readonly Point[] {
  const line: Point[] = []
  for (const [i, b] of points.entries()) {
    const c = points[i + 1]
    if (!c) {
      line.push(b)
      break
    }
    const a = points[i - 1] ?? b
    const d = points[i + 2] ?? c
    if (b[0] === c[0] && b[1] === c[1]) continue
    for (let s = 0; s < steps; s++) {
      line.push([hermite(a[0], b[0], c[0], d[0], s / steps), hermite(a[1], b[1], c[1], d[1], s / steps)])
    }
  }
  return line
}

/** The same in space, for handles and chains. */
export function curve3(points: readonly Vec[], steps = 6): readonly Vec[] {
  const line: Vec[] = []
  for (const [i, b] of points.entries()) {
    const c = points[i + 1]
    if (!c) {
      line.push(b)
      break
    }
    const a = points[i - 1] ?? b
    const d = points[i + 2] ?? c
    for (let s = 0; s < steps; s++) {
      const t = s / steps
      line.push([
        hermite(a[0], b[0], c[0], d[0], t),
        hermite(a[1], b[1], c[1], d[1], t),
        hermite(a[2], b[2], c[2], d[2], t),
      ])
    }
  }
  return line
}

function distanceTo(line: readonly Point[]): Outline {
  const flat = new Float64Array(line.flat())
  return (u, v) => {
    let best = Number.POSITIVE_INFINITY
    for (let i = 3; i < flat.length; i += 2) {
      const au = flat[i - 3] ?? 0
      const av = flat[i - 2] ?? 0
      const du = (flat[i - 1] ?? 0) - au
      const dv = (flat[i] ?? 0) - av
      const share = ((u - au) * du + (v - av) * dv) / (du * du + dv * dv || 1)
      const t = share < 0 ? 0 : Math.min(share, 1)
      const off = (u - au - du * t) * (u - au - du * t) + (v - av - dv * t) * (v - av - dv * t)
      if (off < best) best = off
    }
    return Math.sqrt(best)
  }
}

function inside(line: readonly Point[], u: number, v: number): boolean {
  let odd = false
  for (let i = 0, j = line.length - 1; i < line.length; j = i++) {
    const [au, av] = line[i] ?? [0, 0]
    const [bu, bv] = line[j] ?? [0, 0]
    if (av > v !== bv > v && u < au + ((v - av) * (bu - au)) / (bv - av)) odd = !odd
  }
  return odd
}

/** Draws an outline once into a table, so that marching a ray costs a look-up and not a walk along the line. */
function tabulated(line: readonly Point[], distance: Outline): Outline {
  const margin = 0.12
  const us = line.map(([u]) => u)
  const vs = line.map(([, v]) => v)
  const left = Math.min(...us) - margin
  const low = Math.min(...vs) - margin
  const width = Math.max(...us) + margin - left
  const height = Math.max(...vs) + margin - low
  const cell = Math.max(width, height) / 360
  const columns = Math.ceil(width / cell) + 1
  const rows = Math.ceil(height / cell) + 1
  const table = new Float32Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      table[row * columns + column] = distance(left + column * cell, low + row * cell)
    }
  }
  const lastColumn = columns - 1.001
  const lastRow = rows - 1.001
  return (u, v) => {
    const a = (u - left) / cell
    const b = (v - low) / cell
    const x = a < 0 ? 0 : Math.min(a, lastColumn)
    const y = b < 0 ? 0 : Math.min(b, lastRow)
    const i = x | 0
    const j = y | 0
    const at = j * columns + i
    const p = table[at] ?? 0
    const q = table[at + 1] ?? 0
    const r = table[at + columns] ?? 0
    const s = table[at + columns + 1] ?? 0
    const f = x - i
    const g = y - j
    const near = p + (q - p) * f + (r - p + (p - q - r + s) * f) * g
    if (x === a && y === b) return near
    const du = (a - x) * cell
    const dv = (b - y) * cell
    return Math.sqrt(du * du + dv * dv + near * near)
  }
}

/** The filled drawing inside a closed line. */
export function solid(line: readonly Point[]): Outline {
  const first = line[0]
  const closed = first ? [...line, first] : line
  const toLine = distanceTo(closed)
  return tabulated(closed, (u, v) => (inside(line, u, v) ? -toLine(u, v) : toLine(u, v)))
}

/** A wall along an open line, as thin clay or glass stands; its ends are round. */
function wall(line: readonly Point[], thickness: number): Outline {
  const toLine = distanceTo(line)
  return tabulated(line, (u, v) => toLine(u, v) - thickness / 2)
}

/** Turns a drawing on the wheel around the y axis. */
export const lathe =
  (outline: Outline): Field =>
  (x, y, z) =>
    outline(Math.sqrt(x * x + z * z), y)

/** Pulls a drawing through space, `half` to either side of z = 0. */
export const extrude =
  (outline: Outline, half: number, bevel = 0.01): Field =>
  (x, y, z) => {
    const u = outline(x, y) + bevel
    const v = Math.abs(z) - half + bevel
    return Math.sqrt(Math.max(u, 0) ** 2 + Math.max(v, 0) ** 2) + Math.min(Math.max(u, v), 0) - bevel
  }

/** A solid body of revolution whose half profile runs from the foot to the top, both on the axis. */
export const turned = (points: readonly Point[]): Field => lathe(solid(withAxis(curve(points))))

/** A thin-walled vessel: the profile runs from the middle of the foot to the rim. */
export const vessel = (points: readonly Point[], thickness: number): Field => lathe(wall(curve(points), thickness))

function withAxis(line: readonly Point[]): readonly Point[] {
  const low = line[0]?.[1] ?? 0
  const high = line.at(-1)?.[1] ?? 0
  // the drawing reaches over the axis, so that no seam runs along it
  return [[-0.1, low], ...line, [-0.1, high]]
}
