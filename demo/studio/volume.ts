import type { Field } from './field.ts'
import type { Vec } from './vector.ts'

export type Bounds = { readonly low: Vec; readonly high: Vec }

/** A field sampled on a grid: rough near the surface, quick everywhere. */
export type Volume = { readonly at: Field; readonly cell: number; readonly bounds: Bounds }

export function boxDistance({ low, high }: Bounds, x: number, y: number, z: number): number {
  const dx = Math.max(low[0] - x, 0, x - high[0])
  const dy = Math.max(low[1] - y, 0, y - high[1])
  const dz = Math.max(low[2] - z, 0, z - high[2])
  return Math.sqrt(dx * dx + dy * dy + dz * dz)
}

/** Where a body lies, found by sampling a region; correct to a cell of the search grid, on the safe side. */
export function boundsOf(field: Field, region: Bounds, cells = 44): Bounds | undefined {
  const span = (axis: 0 | 1 | 2) => (region.high[axis] - region.low[axis]) / cells
  const [sx, sy, sz] = [span(0), span(1), span(2)]
  const reach = Math.max(sx, sy, sz) * 0.9
  let low: Vec = [Infinity, Infinity, Infinity]
  let high: Vec = [-Infinity, -Infinity, -Infinity]
  for (let i = 0; i <= cells; i++) {
    for (let j = 0; j <= cells; j++) {
      for (let k = 0; k <= cells; k++) {
        const [x, y, z] = [region.low[0] + i * sx, region.low[1] + j * sy, region.low[2] + k * sz]
        const d = field(x, y, z)
        if (d > reach) continue
        // the surface lies within d of this sample
        const far = Math.max(d, 0)
        low = [Math.min(low[0], x - far), Math.min(low[1], y - far), Math.min(low[2], z - far)]
        high = [Math.max(high[0], x + far), Math.max(high[1], y + far), Math.max(high[2], z + far)]
      }
    }
  }
  return Number.isFinite(low[0]) ? { low, high } : undefined
}

export function sampled(field: Field, around: Bounds, cells: number): Volume {
  const longest = Math.max(...around.high.map((value, axis) => value - (around.low[axis] ?? 0)))
  const cell = longest / cells
  const pad = cell * 2
  const low: Vec = [around.low[0] - pad, around.low[1] - pad, around.low[2] - pad]
  const count = (axis: 0 | 1 | 2) => Math.ceil((around.high[axis] + pad - low[axis]) / cell) + 1
  const [nx, ny, nz] = [count(0), count(1), count(2)]
  const table = new Float32Array(nx * ny * nz)
  for (let k = 0, at = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++, at++) table[at] = field(low[0] + i * cell, low[1] + j * cell, low[2] + k * cell)
    }
  }
  const [ox, oy, oz] = low
  const [mx, my, mz] = [nx - 1.001, ny - 1.001, nz - 1.001]
  const layer = nx * ny
  const at: Field = (x, y, z) => {
    const a = (x - ox) / cell
    const b = (y - oy) / cell
    const c = (z - oz) / cell
    const u = a < 0 ? 0 : Math.min(a, mx)
    const v = b < 0 ? 0 : Math.min(b, my)
    const w = c < 0 ? 0 : Math.min(c, mz)
    const i = u | 0
    const j = v | 0
    const k = w | 0
    const o = k * layer + j * nx + i
    const p = o + layer
    const f = u - i
    const g = v - j
    const h = w - k
    const s00 = (table[o] ?? 0) * (1 - f) + (table[o + 1] ?? 0) * f
    const s10 = (table[o + nx] ?? 0) * (1 - f) + (table[o + nx + 1] ?? 0) * f
    const s01 = (table[p] ?? 0) * (1 - f) + (table[p + 1] ?? 0) * f
    const s11 = (table[p + nx] ?? 0) * (1 - f) + (table[p + nx + 1] ?? 0) * f
    const near = (s00 * (1 - g) + s10 * g) * (1 - h) + (s01 * (1 - g) + s11 * g) * h
    if (u === a && v === b && w === c) return near
    // outside the grid: the foot of the perpendicular is the nearest grid point, so Pythagoras gives a lower bound
    const du = (a - u) * cell
    const dv = (b - v) * cell
    const dw = (c - w) * cell
    return Math.sqrt(du * du + dv * dv + dw * dw + near * near)
  }
  const high: Vec = [low[0] + (nx - 1) * cell, low[1] + (ny - 1) * cell, low[2] + (nz - 1) * cell]
  return { at, cell, bounds: { low, high } }
}
