/** A point, a direction or a linear RGB colour. */
export type Vec = readonly [number, number, number]

export const add = (a: Vec, b: Vec): Vec => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
export const subtract = (a: Vec, b: Vec): Vec => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
export const scale = (a: Vec, k: number): Vec => [a[0] * k, a[1] * k, a[2] * k]
export const multiply = (a: Vec, b: Vec): Vec => [a[0] * b[0], a[1] * b[1], a[2] * b[2]]
export const dot = (a: Vec, b: Vec): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
export const along = (a: Vec, direction: Vec, t: number): Vec => [
  a[0] + direction[0] * t,
  a[1] + direction[1] * t,
  a[2] + direction[2] * t,
]
export const mix = (a: Vec, b: Vec, t: number): Vec => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
]
export const cross = (a: Vec, b: Vec): Vec => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
export const normalize = (a: Vec): Vec => scale(a, 1 / (Math.sqrt(dot(a, a)) || 1))
export const reflect = (direction: Vec, normal: Vec): Vec => along(direction, normal, -2 * dot(direction, normal))

/** The direction behind a surface by Snell's law, or undefined at total reflection; `ratio` is outer index over inner. */
export function refract(direction: Vec, normal: Vec, ratio: number): Vec | undefined {
  const cosine = -dot(direction, normal)
  const k = 1 - ratio * ratio * (1 - cosine * cosine)
  return k < 0 ? undefined : normalize(along(scale(direction, ratio), normal, ratio * cosine - Math.sqrt(k)))
}

export const clamp = (x: number, low: number, high: number): number => (x < low ? low : Math.min(x, high))

export function smoothstep(from: number, to: number, x: number): number {
  const t = clamp((x - from) / (to - from), 0, 1)
  return t * t * (3 - 2 * t)
}
