import type { Vec } from './vector.ts'

/** The signed distance from a point to a surface: negative inside. */
export type Field = (x: number, y: number, z: number) => number

const radians = (degrees: number): number => (degrees * Math.PI) / 180

export const sphere =
  (radius: number): Field =>
  (x, y, z) =>
    Math.sqrt(x * x + y * y + z * z) - radius

/** An ellipsoid; near the surface the distance is right to first order. */
export const ellipsoid =
  (a: number, b: number, c: number): Field =>
  (x, y, z) => {
    const near = Math.hypot(x / a, y / b, z / c)
    const slope = Math.hypot(x / (a * a), y / (b * b), z / (c * c))
    return slope === 0 ? -Math.min(a, b, c) : (near * (near - 1)) / slope
  }

/** A box by its half sizes, edges rounded by `bevel`. */
export const box =
  (a: number, b: number, c: number, bevel = 0.02): Field =>
  (x, y, z) => {
    const u = Math.abs(x) - a + bevel
    const v = Math.abs(y) - b + bevel
    const w = Math.abs(z) - c + bevel
    const outside = Math.sqrt(Math.max(u, 0) ** 2 + Math.max(v, 0) ** 2 + Math.max(w, 0) ** 2)
    return outside + Math.min(Math.max(u, v, w), 0) - bevel
  }

/** An upright cylinder by radius and half height, edges rounded by `bevel`. */
export const cylinder =
  (radius: number, half: number, bevel = 0.02): Field =>
  (x, y, z) => {
    const u = Math.sqrt(x * x + z * z) - radius + bevel
    const v = Math.abs(y) - half + bevel
    return Math.sqrt(Math.max(u, 0) ** 2 + Math.max(v, 0) ** 2) + Math.min(Math.max(u, v), 0) - bevel
  }

/** A lying ring around the y axis. */
export const torus =
  (radius: number, thickness: number): Field =>
  (x, y, z) => {
    const u = Math.sqrt(x * x + z * z) - radius
    return Math.sqrt(u * u + y * y) - thickness
  }

/** A round rod along a line of points; `taper` is the thickness at the far end. */
export function tube(points: readonly Vec[], thickness: number, taper = thickness): Field {
  const count = points.length - 1
  const flat = new Float64Array(points.flat())
  return (x, y, z) => {
    let best = Number.POSITIVE_INFINITY
    for (let i = 0; i < count; i++) {
      const o = i * 3
      const ax = flat[o] ?? 0
      const ay = flat[o + 1] ?? 0
      const az = flat[o + 2] ?? 0
      const bx = (flat[o + 3] ?? 0) - ax
      const by = (flat[o + 4] ?? 0) - ay
      const bz = (flat[o + 5] ?? 0) - az
      const px = x - ax
      const py = y - ay
      const pz = z - az
      const share = (px * bx + py * by + pz * bz) / (bx * bx + by * by + bz * bz)
      const t = share < 0 ? 0 : Math.min(share, 1)
      const dx = px - bx * t
      const dy = py - by * t
      const dz = pz - bz * t
      const radius = thickness + ((taper - thickness) * (i + t)) / count
      const d = Math.sqrt(dx * dx + dy * dy + dz * dz) - radius
      if (d < best) best = d
    }
    return best
  }
}

export const union =
  (...fields: readonly Field[]): Field =>
  (x, y, z) => {
    let best = Number.POSITIVE_INFINITY
    for (const field of fields) {
      const d = field(x, y, z)
      if (d < best) best = d
    }
    return best
  }

/** A union whose seams are filled to the width `soft`, as a potter joins a handle. */
export const blend =
  (soft: number, ...fields: readonly Field[]): Field =>
  (x, y, z) => {
    let best = Number.POSITIVE_INFINITY
    for (const field of fields) {
      const d = field(x, y, z)
      const overlap = Math.max(soft - Math.abs(best - d), 0) / soft
      best = Math.min(best, d) - overlap * overlap * soft * 0.25
    }
    return best
  }

/** What is left of `body` when `tool` is taken away, the edge rounded by `soft`. */
export const cut =
  (body: Field, tool: Field, soft = 0.01): Field =>
  (x, y, z) => {
    const d = body(x, y, z)
    const t = -tool(x, y, z)
    const overlap = Math.max(soft - Math.abs(d - t), 0) / soft
    return Math.max(d, t) + overlap * overlap * soft * 0.25
  }

export const intersect =
  (a: Field, b: Field): Field =>
  (x, y, z) =>
    Math.max(a(x, y, z), b(x, y, z))

/** The wall of a body, `wall` thick, half of it to either side of the surface. */
export const shell =
  (field: Field, wall: number): Field =>
  (x, y, z) =>
    Math.abs(field(x, y, z)) - wall / 2

/** A surface moved outwards by a pattern; `calm` makes up for the steeper field. */
export const emboss =
  (field: Field, pattern: Field, calm = 0.8): Field =>
  (x, y, z) => {
    const d = field(x, y, z)
    // far away the pattern does not show, and the field stays cheap
    return d > 0.2 ? d - 0.1 : (d - pattern(x, y, z)) * calm
  }

export const move =
  (field: Field, dx: number, dy: number, dz: number): Field =>
  (x, y, z) =>
    field(x - dx, y - dy, z - dz)

/** Turns a body about the x axis: positive leans it towards the camera. */
export const leanForward = (field: Field, degrees: number): Field => {
  const c = Math.cos(radians(degrees))
  const s = Math.sin(radians(degrees))
  return (x, y, z) => field(x, c * y + s * z, c * z - s * y)
}

/** Turns a body about the y axis: positive turns its front to the right. */
export const turn = (field: Field, degrees: number): Field => {
  const c = Math.cos(radians(degrees))
  const s = Math.sin(radians(degrees))
  return (x, y, z) => field(c * x - s * z, y, s * x + c * z)
}

/** Turns a body about the z axis: positive tips it to the left. */
export const tip = (field: Field, degrees: number): Field => {
  const c = Math.cos(radians(degrees))
  const s = Math.sin(radians(degrees))
  return (x, y, z) => field(c * x + s * y, c * y - s * x, z)
}

/** The body and its image on the other side of x = 0. */
export const mirrored =
  (field: Field): Field =>
  (x, y, z) =>
    field(Math.abs(x), y, z)

/** `count` copies around the y axis of a body that lies on the positive x axis. */
export const around = (field: Field, count: number): Field => {
  const step = (2 * Math.PI) / count
  return (x, y, z) => {
    const r = Math.sqrt(x * x + z * z)
    const angle = Math.atan2(z, x)
    const own = angle - step * Math.round(angle / step)
    return field(r * Math.cos(own), y, r * Math.sin(own))
  }
}
