import { LAMPS } from './light.ts'
import type { Vec } from './vector.ts'
import type { Volume } from './volume.ts'

/**
 * How much of a round light of angular size `spread` is seen from a point: 0 to 1. The narrowest place along the ray,
 * measured against the width of the cone there, gives the penumbra.
 */
export function visibility(volume: Volume, from: Vec, towards: Vec, spread: number): number {
  const { at, cell, bounds } = volume
  const [ox, oy, oz] = from
  const [dx, dy, dz] = towards
  const { low, high } = bounds
  let clearest = 1
  let t = cell * 0.8
  for (let step = 0; step < 28; step++) {
    const x = ox + dx * t
    const y = oy + dy * t
    const z = oz + dz * t
    if (y > high[1] || (dx > 0 ? x > high[0] + t * spread : x < low[0] - t * spread)) break
    if (dz > 0 ? z > high[2] + t * spread : z < low[2] - t * spread) break
    const d = at(x, y, z)
    const share = d / (t * spread)
    if (share < clearest) {
      clearest = share
      if (clearest < -0.98) return 0
    }
    t += Math.max(Math.abs(d) * 0.9, cell * 0.6 + t * spread * 0.25)
  }
  // the covered share of a disc as its cover moves from one edge to the other
  const c = Math.max(clearest, -1)
  return 0.25 * (1 + c) * (1 + c) * (2 - c)
}

/** How much of a lamp, given by its number, is seen from a place. */
export type LampSight = (from: Vec, lamp: number) => number

// two or three pixels: closer than this, soft shadows do not differ
const SAME_PLACE = 0.009

/** Answers for the lamps, and remembers the last place: neighbouring rays ask for nearly the same one. */
export function lampSight(volume: Volume): LampSight {
  const seen = new Float64Array(LAMPS.length)
  let place: Vec = [Infinity, Infinity, Infinity]
  return (from, lamp) => {
    const off = Math.abs(from[0] - place[0]) + Math.abs(from[1] - place[1]) + Math.abs(from[2] - place[2])
    if (off > SAME_PLACE) {
      place = from
      seen.fill(Number.NaN)
    }
    const known = seen[lamp] ?? Number.NaN
    const asked = LAMPS[lamp]
    if (!Number.isNaN(known) || !asked) return known
    const share = visibility(volume, from, asked.towards, asked.spread)
    seen[lamp] = share
    return share
  }
}
