import { box, cut, cylinder, emboss, type Field, leanForward, move, tip, torus, tube, turn, union } from '../field.ts'
import { type Material, matte, swatch } from '../materials.ts'
import { each, type Part, part } from '../scene.ts'
import { smoothstep, type Vec } from '../vector.ts'

/** Cloth folded into layers: every layer ends in a round fold. */
function folded(width: number, depth: number, layers: number, thick: number): Field {
  const sheets = Array.from({ length: layers }, (_, i) => {
    const slide = 0.018 * Math.sin(i * 2.4)
    const sheet = box(width - 0.012 * (i % 2), thick / 2, depth, thick * 0.48)
    return move(sheet, slide, thick * (i + 0.5) * 0.94, slide * 0.8)
  })
  const stack = union(...sheets)
  // nothing woven lies quite flat
  return (x, y, z) =>
    stack(x, y - 0.02 * Math.sin(x * 2.1 + 0.6) * Math.sin(z * 1.7) * (y / (thick * layers)), z) * 0.92
}

export const throwBlanket = (cloth: Material): readonly Part[] => {
  const fringe = Array.from({ length: 23 }, (_, i) => {
    const x = -0.94 + i * 0.0855
    return tube(
      [
        [x, 0.76, 0.72],
        [x + 0.01 * Math.sin(i * 5), 0.62, 0.79],
        [x + 0.02 * Math.sin(i * 3), 0.4, 0.79],
      ],
      0.02,
      0.014,
    )
  })
  const flap = move(leanForward(box(0.97, 0.03, 0.08, 0.03), 30), 0, 0.79, 0.69)
  return [part(turn(union(folded(1, 0.7, 5, 0.165), flap), -22), cloth), part(turn(union(...fringe), -22), cloth)]
}

/** A filled square: full in the middle, thin at the seam, its corners drawn out. */
function cushionForm(half: number, full: number): Field {
  return (x, y, z) => {
    const u = Math.min(Math.abs(x) / half, 1)
    const v = Math.min(Math.abs(y) / half, 1)
    const height =
      full * ((1 - u ** 1.9) * (1 - v ** 1.9)) ** 0.72 * (1 + 0.05 * Math.sin(9 * Math.atan2(y, x)) * u * v) + 0.012
    const pinch = 1 - 0.085 * (1 - u * u) * v * v - 0.085 * (1 - v * v) * u * u
    const edge = Math.max(Math.abs(x), Math.abs(y)) - half * pinch
    return Math.max(edge, (Math.abs(z) - height) * 0.45) - 0.012
  }
}

export const cushion = (cloth: Material, piping: Material): readonly Part[] => {
  const seam: Field = (x, y, z) => {
    const w = 0.975 - 0.085 * (1 - Math.min(Math.abs(x), Math.abs(y)) ** 2)
    return Math.hypot(Math.max(Math.abs(x), Math.abs(y)) - w, z) - 0.02
  }
  const lying = (field: Field, level: number, degrees: number) =>
    move(turn(leanForward(field, -90), degrees), 0, level, 0)
  const pair = (field: Field) => [lying(field, 0.34, 38), lying(field, 0.87, 20)]
  return [...each(cloth, ...pair(cushionForm(1, 0.42))), ...each(piping, ...pair(seam))]
}

export const towels = (cloth: Material): readonly Part[] => {
  const stack = union(
    folded(0.9, 0.62, 3, 0.22),
    move(folded(0.88, 0.6, 3, 0.2), 0.01, 0.63, 0.01),
    move(folded(0.62, 0.44, 2, 0.16), -0.04, 1.2, 0.06),
  )
  const dobby = emboss(stack, (x) => -0.012 * smoothstep(0.05, 0.03, Math.abs(Math.abs(x) - 0.68)))
  return [part(turn(dobby, -24), cloth)]
}

/** Folded sheets under two pillow cases. */
export const bedLinen = (cloth: Material, ribbon: Material): readonly Part[] => {
  const stack = union(folded(1, 0.72, 6, 0.1), move(folded(0.97, 0.7, 4, 0.09), 0, 0.57, 0))
  const sash = cut(
    move(box(0.16, 0.475, 0.755, 0.03), 0.3, 0.46, 0),
    move(box(0.4, 0.458, 0.735, 0.03), 0.3, 0.455, 0),
    0.001,
  )
  return [part(turn(stack, -22), cloth), part(turn(sash, -22), ribbon)]
}

/** A carre of silk folded to a quarter, its border showing. */
export const silkSquare = (ground: string, border: string, motif: string): readonly Part[] => {
  const [base, edge, figure] = [swatch(ground), swatch(border), swatch(motif)]
  const cloth = folded(1, 1, 3, 0.06)
  const angle = (24 * Math.PI) / 180
  const colour = (x: number, _y: number, z: number): Vec => {
    const u = Math.cos(angle) * x - Math.sin(angle) * z
    const v = Math.sin(angle) * x + Math.cos(angle) * z
    const out = Math.max(Math.abs(u), Math.abs(v))
    if (out > 0.84 || (out > 0.74 && out < 0.77)) return edge
    const petal = Math.hypot(u + 0.75, v - 0.75)
    const arcs = Math.abs(Math.sin(petal * 11)) > 0.86
    const rays = Math.abs(Math.sin(Math.atan2(v - 0.75, u + 0.75) * 18)) > 0.93 && petal > 0.4
    return arcs || rays ? figure : base
  }
  const fold: Field = (x, y, z) => cloth(x, y - 0.02 * Math.sin((x + z) * 3) * y * 4, z) * 0.9
  return [part(turn(fold, 24), { colour, roughness: 0.34, shine: [0.06, 0.06, 0.06], sheen: 0.14 })]
}

/** A long scarf folded once over itself, with combed fringes. */
export const scarf = (cloth: Material): readonly Part[] => {
  const body = union(folded(0.62, 0.95, 4, 0.14), move(tip(box(0.62, 0.06, 0.5, 0.055), 0), 0, 0.585, 0.4))
  const fringe = Array.from({ length: 19 }, (_, i) => {
    const x = -0.58 + i * 0.0645
    return tube(
      [
        [x, 0.585, 0.86],
        [x + 0.015 * Math.sin(i * 4), 0.5, 1.0],
        [x + 0.03 * Math.sin(i * 7), 0.26, 1.05],
      ],
      0.022,
      0.012,
    )
  })
  return [part(turn(body, -34), cloth), part(turn(union(...fringe), -34), cloth)]
}

/** Four napkins in a roll each, held by rings. */
export const napkins = (cloth: Material, ring: Material): readonly Part[] => {
  const roll = emboss(
    leanForward(cylinder(0.17, 0.8, 0.05), 90),
    (x, y) => -0.02 * smoothstep(0.06, 0.0, Math.abs(Math.atan2(y, x) - 1.1)),
  )
  const hoop = leanForward(torus(0.185, 0.028), 90)
  const place: readonly (readonly [number, number])[] = [
    [-0.4, 0.19],
    [0, 0.19],
    [0.4, 0.19],
    [-0.2, 0.52],
  ]
  return [
    part(turn(union(...place.map(([x, y]) => move(roll, x, y, 0))), 38), cloth),
    part(turn(union(...place.map(([x, y]) => move(hoop, x, y, 0.05))), 38), ring),
  ]
}

/** A rug, rolled, its end showing the winding. */
export const rug = (cloth: Material, backing: string): readonly Part[] => {
  const winding: Field = (x, y, z) => {
    const r = Math.hypot(x, y)
    const coil = 0.1
    const turns = (Math.atan2(y, x) / (2 * Math.PI)) * coil
    const ring = Math.abs(((((r - turns) % coil) + coil) % coil) - coil / 2) - 0.04
    return Math.max(ring * 0.8, r - 0.42 - turns, Math.abs(z) - 1.3)
  }
  const flap: Field = move(box(0.5, 0.045, 1.3, 0.03), 0.45, 0.045, 0)
  return [
    part(turn(union(move(winding, 0, 0.46, 0), flap), 58), cloth),
    part(turn(move(box(0.012, 0.04, 1.31, 0.01), 0.95, 0.045, 0), 58), matte(backing)),
  ]
}
