import { FLOOR, LAMPS } from './light.ts'
import { visibility } from './shadow.ts'
import { clamp, mix, smoothstep, type Vec } from './vector.ts'
import type { Bounds, Volume } from './volume.ts'

/** The light that reaches the floor at (x, z), 1 where nothing stands in the way. */
export type FloorLight = (x: number, z: number) => Vec

const GLASS_SHADOW = 0.3

/** Reckons the shadows once into two maps: a fine one around the object and a coarse one as far as shadows reach. */
export function floorLight(opaque: Volume, clear: Volume | undefined, around: Bounds): FloorLight {
  const { low, high } = around
  const centre = [(low[0] + high[0]) / 2, (low[2] + high[2]) / 2] as const
  const half = Math.max(high[0] - low[0], high[2] - low[2]) / 2
  const near = half * 1.25 + 0.15
  const reach = half * 1.3 + high[1] * 2 + 0.6
  const light = (x: number, z: number) => received(opaque, clear, x, z)
  const fine = mapped(light, centre, near, 180)
  const coarse = mapped(light, centre, reach, 150)
  return (x, z) => {
    const off = Math.max(Math.abs(x - centre[0]), Math.abs(z - centre[1]))
    if (off >= reach) return [1, 1, 1]
    if (off <= near * 0.9) return fine(x, z)
    const far = mix(coarse(x, z), [1, 1, 1], smoothstep(reach * 0.75, reach, off))
    return off >= near ? far : mix(fine(x, z), far, smoothstep(near * 0.9, near, off))
  }
}

function received(opaque: Volume, clear: Volume | undefined, x: number, z: number): Vec {
  const from: Vec = [x, 0.002, z]
  let [r, g, b] = [0, 0, 0]
  for (const { towards, power, spread } of LAMPS) {
    let seen = visibility(opaque, from, towards, spread)
    if (clear && seen > 0) seen *= 1 - GLASS_SHADOW * (1 - visibility(clear, from, towards, spread))
    const share = seen * towards[1]
    r += power[0] * share
    g += power[1] * share
    b += power[2] * share
  }
  return [r, g, b]
}

function mapped(light: FloorLight, centre: readonly [number, number], half: number, size: number): FloorLight {
  const table: Vec[] = []
  const place = (i: number) => ((i / (size - 1)) * 2 - 1) * half
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) table.push(light(centre[0] + place(i), centre[1] + place(j)))
  }
  const black: Vec = [0, 0, 0]
  return (x, z) => {
    const a = clamp(((x - centre[0]) / half + 1) * 0.5 * (size - 1), 0, size - 1.001)
    const b = clamp(((z - centre[1]) / half + 1) * 0.5 * (size - 1), 0, size - 1.001)
    const [i, j] = [Math.floor(a), Math.floor(b)]
    const at = j * size + i
    const back = mix(table[at] ?? black, table[at + 1] ?? black, a - i)
    const front = mix(table[at + size] ?? black, table[at + size + 1] ?? black, a - i)
    return mix(back, front, b - j)
  }
}

/** The paper's brightness across the frame, without shadows: a pool of light, falling off to the corners. */
export function backdrop([right, up]: readonly [number, number]): Vec {
  const u = clamp(right, -1.6, 1.6)
  const v = clamp(up, -1.6, 1.6)
  const off = Math.hypot((u + 0.18) * 0.8, (v - 0.12) * 0.9)
  const pool = 1.02 - 0.2 * smoothstep(0.1, 1.55, off)
  const back = 1 - 0.05 * smoothstep(-0.2, 1.1, v)
  const k = pool * back
  return [FLOOR[0] * k, FLOOR[1] * k * (1 - 0.018 * off), FLOOR[2] * k * (1 - 0.034 * off)]
}
