import { box, cut, cylinder, emboss, type Field, intersect, move, sphere, turn, union } from '../field.ts'
import { amberGlass, clearGlass, crystal, type Material, tinted } from '../materials.ts'
import { turned, vessel } from '../outline.ts'
import { type Part, part } from '../scene.ts'

export const wineGlass = (glass: Material = clearGlass): readonly Part[] => {
  const bowl = vessel(
    [
      [0, 1.0],
      [0.06, 1.0],
      [0.34, 1.14],
      [0.52, 1.42],
      [0.5, 1.78],
      [0.4, 2.1],
    ],
    0.03,
  )
  const stem = turned([
    [0.5, 0],
    [0.5, 0.02],
    [0.2, 0.06],
    [0.05, 0.16],
    [0.045, 0.6],
    [0.07, 0.94],
    [0.12, 1.02],
  ])
  const one = union(bowl, stem)
  return [part(move(one, -0.42, 0, 0.1), glass), part(move(one, 0.6, 0, -0.3), glass)]
}

/** A pair of heavy tumblers with cut flutes, one of them filled. */
export const tumblers = (glass: Material = crystal): readonly Part[] => {
  const outer = cut(cylinder(0.5, 0.55, 0.05), move(cylinder(0.43, 0.6, 0.06), 0, 0.22, 0), 0.01)
  const fluted = emboss(outer, (x, y, z) =>
    y < 0.1 && Math.hypot(x, z) > 0.46 ? -0.018 * Math.abs(Math.cos(Math.atan2(z, x) * 9)) : 0,
  )
  const whisky = move(cylinder(0.415, 0.16, 0.03), 0, -0.2, 0)
  return [
    part(move(fluted, -0.55, 0.55, 0.05), glass),
    part(move(whisky, -0.55, 0.55, 0.05), tinted([0.3, 1.2, 3.4])),
    part(move(fluted, 0.62, 0.55, -0.2), glass),
  ]
}

export const carafe = (glass: Material = clearGlass): readonly Part[] => {
  const body = vessel(
    [
      [0, 0.05],
      [0.5, 0.05],
      [0.6, 0.1],
      [0.64, 0.5],
      [0.5, 1.0],
      [0.28, 1.3],
      [0.24, 1.7],
      [0.32, 1.95],
    ],
    0.045,
  )
  const cup = move(
    vessel(
      [
        [0, 0.04],
        [0.26, 0.04],
        [0.3, 0.08],
        [0.31, 0.6],
      ],
      0.04,
    ),
    0.95,
    0,
    0.35,
  )
  return [part(body, glass), part(cup, glass)]
}

export const decanter = (glass: Material = crystal): readonly Part[] => {
  const body = turn(cut(box(0.55, 0.6, 0.55, 0.1), move(box(0.44, 0.5, 0.44, 0.1), 0, 0.0, 0), 0.02), 28)
  const neck = vessel(
    [
      [0.17, 1.16],
      [0.17, 1.45],
      [0.26, 1.56],
    ],
    0.07,
  )
  const stopper = move(turn(box(0.2, 0.2, 0.2, 0.05), 28), 0, 1.86, 0)
  const plug = move(cylinder(0.12, 0.16), 0, 1.6, 0)
  const whisky = move(turn(box(0.425, 0.27, 0.425, 0.09), 28), 0, 0.43, 0)
  return [
    part(union(move(body, 0, 0.6, 0), neck), glass),
    part(whisky, tinted([0.25, 1.0, 2.8])),
    part(union(stopper, plug), glass),
  ]
}

/** A dome of glass over a round board. */
export const cloche = (base: Material, knob: Material): readonly Part[] => {
  const dome = intersect(
    vessel(
      [
        [0.8, 0.16],
        [0.8, 0.5],
        [0.72, 0.85],
        [0.45, 1.12],
        [0, 1.2],
      ],
      0.035,
    ),
    (_x, y) => 0.16 - y,
  )
  return [
    part(move(cylinder(1, 0.07, 0.03), 0, 0.07, 0), base),
    part(dome, clearGlass),
    part(move(sphere(0.1), 0, 1.3, 0), knob),
  ]
}

/** An apothecary bottle of amber glass with a pump. */
export const pumpBottle = (metal: Material, label: Material): readonly Part[] => {
  const bottle = turned([
    [0.44, 0],
    [0.5, 0.04],
    [0.5, 0.2],
    [0.5, 1.1],
    [0.42, 1.28],
    [0.2, 1.38],
    [0.18, 1.5],
  ])
  const collar = move(cylinder(0.21, 0.09), 0, 1.56, 0)
  const stem = move(cylinder(0.05, 0.16, 0.01), 0, 1.74, 0)
  const nozzle = union(
    move(box(0.13, 0.06, 0.08, 0.03), 0, 1.92, 0),
    move(box(0.26, 0.035, 0.045, 0.02), -0.24, 1.92, 0),
  )
  const band: Field = (x, y, z) =>
    Math.max(Math.abs(Math.hypot(x, z) - 0.503) - 0.006, Math.abs(y - 0.66) - 0.3, Math.abs(x + 0.05) - 0.34, -z)
  return [part(bottle, amberGlass), part(turn(union(collar, stem, nozzle), 24), metal), part(band, label)]
}
