import {
  box,
  cut,
  cylinder,
  ellipsoid,
  emboss,
  type Field,
  move,
  shell,
  sphere,
  tip,
  torus,
  tube,
  turn,
  union,
} from '../field.ts'
import { clearGlass, lit, type Material, matte, tinted, wax } from '../materials.ts'
import { turned, vessel } from '../outline.ts'
import { type Part, part } from '../scene.ts'

const wick = (x: number, y: number, z: number): Part =>
  part(
    tube(
      [
        [x, y - 0.06, z],
        [x + 0.01, y + 0.1, z],
      ],
      0.016,
    ),
    matte('2a2522'),
  )
const flame = (x: number, y: number, z: number): Part =>
  part(move(ellipsoid(0.045, 0.12, 0.045), x, y + 0.2, z), lit('ffdca0', 2.2))

/** A poured candle in a heavy cup, its label a strip of paper. */
export const jarCandle = (cup: Material, label: Material): readonly Part[] => {
  const jar = vessel(
    [
      [0, 0.06],
      [0.6, 0.06],
      [0.66, 0.1],
      [0.68, 0.5],
      [0.68, 1.26],
    ],
    0.07,
  )
  const filling = move(cylinder(0.645, 0.44, 0.02), 0, 0.55, 0)
  const band: Field = (x, y, z) =>
    Math.max(Math.abs(Math.hypot(x, z) - 0.716) - 0.005, Math.abs(y - 0.58) - 0.2, Math.abs(x + 0.12) - 0.3, -z)
  return [part(jar, cup), part(filling, wax('efe5d2')), part(band, label), wick(0, 1.02, 0), flame(0, 1.0, 0)]
}

export const pillars = (colour: string): readonly Part[] => {
  const pillar = (h: number) =>
    cut(move(cylinder(0.34, h / 2, 0.035), 0, h / 2, 0), move(ellipsoid(0.24, 0.06, 0.24), 0, h, 0), 0.02)
  const place: readonly (readonly [number, number, number])[] = [
    [-0.55, 1.7, -0.15],
    [0.2, 1.15, 0.25],
    [0.82, 0.7, -0.2],
  ]
  return [
    part(union(...place.map(([x, h, z]) => move(pillar(h), x, 0, z))), wax(colour)),
    ...place.map(([x, h, z]) => wick(x, h - 0.04, z)),
  ]
}

/** Two candlesticks of different height, with tapers. */
export const candlesticks = (metal: Material, taper: string): readonly Part[] => {
  const stick = (h: number) =>
    turned([
      [0.34, 0],
      [0.35, 0.03],
      [0.3, 0.07],
      [0.08, 0.14],
      [0.055, h * 0.5],
      [0.07, h - 0.12],
      [0.15, h - 0.04],
      [0.16, h],
    ])
  const candle = (h: number) =>
    tube(
      [
        [0, h, 0],
        [0, h + 1.0, 0],
      ],
      0.085,
      0.06,
    )
  return [
    part(union(move(stick(1.1), -0.38, 0, -0.05), move(stick(0.72), 0.42, 0, 0.15)), metal),
    part(union(move(candle(1.1), -0.38, 0, -0.05), move(candle(0.72), 0.42, 0, 0.15)), wax(taper)),
    wick(-0.38, 2.16, -0.05),
    wick(0.42, 1.78, 0.15),
  ]
}

/** A square flacon: thick glass, a pool of scent, a cap. */
export const flacon = (scent: Material, cap: Material): readonly Part[] => {
  const glass = cut(box(0.62, 0.66, 0.34, 0.06), move(box(0.52, 0.5, 0.24, 0.05), 0, 0.03, 0), 0.01)
  const pool = move(box(0.51, 0.4, 0.23, 0.045), 0, -0.06, 0)
  const pose = (field: Field) => turn(move(field, 0, 0.66, 0), -24)
  const neck = move(cylinder(0.17, 0.05, 0.01), 0, 0.71, 0)
  const top = move(cylinder(0.27, 0.24, 0.03), 0, 1.0, 0)
  return [part(pose(glass), clearGlass), part(pose(pool), scent), part(pose(union(neck, top)), cap)]
}

/** A round bottle with rattan reeds. */
export const diffuser = (bottle: Material, collar: Material): readonly Part[] => {
  const body = turned([
    [0.46, 0],
    [0.5, 0.03],
    [0.54, 0.3],
    [0.5, 0.66],
    [0.3, 0.84],
    [0.17, 0.9],
    [0.16, 1.0],
  ])
  const ring = move(cylinder(0.19, 0.06, 0.01), 0, 1.02, 0)
  const reeds = [
    [-0.5, 0.1],
    [-0.2, -0.25],
    [0.08, 0.2],
    [0.36, -0.12],
    [0.56, 0.16],
  ].map(([x = 0, z = 0]) =>
    tube(
      [
        [x * 0.18, 0.95, z * 0.18],
        [x, 2.15 - Math.abs(x) * 0.2, z],
      ],
      0.02,
    ),
  )
  return [part(body, bottle), part(ring, collar), part(union(...reeds), matte('b59668'))]
}

/** A brass bowl for incense, a stick standing in it. */
export const incense = (dish: Material, metal: Material): readonly Part[] => [
  part(
    move(
      vessel(
        [
          [0, 0.05],
          [0.72, 0.05],
          [0.8, 0.08],
          [0.86, 0.16],
        ],
        0.06,
      ),
      0,
      0,
      0,
    ),
    dish,
  ),
  part(move(sphere(0.17), -0.1, 0.2, 0), metal),
  part(
    tube(
      [
        [-0.1, 0.3, 0],
        [0.42, 1.5, -0.1],
      ],
      0.018,
    ),
    matte('5a4330'),
  ),
]

/** Two bars of soap, one on its wrapper's band. */
export const soap = (colour: string, band: Material): readonly Part[] => {
  const bar = cut(box(0.78, 0.24, 0.5, 0.13), move(ellipsoid(0.42, 0.05, 0.24), 0, 0.25, 0), 0.05)
  const sash = cut(box(0.2, 0.247, 0.507, 0.13), box(0.4, 0.238, 0.498, 0.125), 0.001)
  return [
    part(union(turn(move(bar, 0, 0.24, 0), 18), move(turn(bar, -14), 0.06, 0.72, 0)), wax(colour)),
    part(move(turn(sash, -14), 0.06, 0.722, 0), band),
  ]
}

/** A round pot of balm with its lid beside it. */
export const balm = (pot: Material, cream: string): readonly Part[] => {
  const jar = vessel(
    [
      [0, 0.06],
      [0.58, 0.06],
      [0.62, 0.1],
      [0.63, 0.5],
    ],
    0.1,
  )
  const filling = emboss(
    move(cylinder(0.57, 0.17, 0.03), 0, 0.25, 0),
    (x, _y, z) => 0.018 * Math.sin(9 * Math.hypot(x - 0.1, z) + 2 * Math.atan2(z, x - 0.1)),
  )
  const lid = union(cylinder(0.66, 0.13, 0.03), move(torus(0.5, 0.008), 0, 0.13, 0))
  return [
    part(union(move(jar, -0.35, 0, -0.1), move(tip(turn(lid, 0), 58), 0.55, 0.6, 0.05)), pot),
    part(move(filling, -0.35, 0, -0.1), wax(cream)),
  ]
}

/** A room spray: a straight bottle with a fine head. */
export const roomSpray = (glass: Material, metal: Material): readonly Part[] => {
  const outer = shell(move(cylinder(0.4, 0.72, 0.06), 0, 0.74, 0), 0.05)
  const liquid = move(cylinder(0.37, 0.5, 0.05), 0, 0.56, 0)
  const head = union(
    move(cylinder(0.2, 0.1, 0.02), 0, 1.56, 0),
    move(cylinder(0.16, 0.14, 0.03), 0, 1.78, 0),
    move(box(0.1, 0.03, 0.03, 0.01), -0.2, 1.8, 0),
  )
  return [part(outer, glass), part(liquid, tinted([0.6, 0.5, 0.9])), part(head, metal)]
}
