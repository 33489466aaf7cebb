import { box, cut, cylinder, type Field, leanForward, move, sphere, tip, torus, tube, turn, union } from '../field.ts'
import { crystal, type Material, matte, paper } from '../materials.ts'
import { curve, extrude, solid, turned } from '../outline.ts'
import { type Part, part } from '../scene.ts'

/** A fountain pen at rest, its cap beside it. */
export const pen = (body: Material, trim: Material): readonly Part[] => {
  const barrel = turned([
    [0.06, -1.0],
    [0.1, -0.94],
    [0.14, -0.4],
    [0.145, 0.2],
    [0.13, 0.3],
    [0.1, 0.34],
  ])
  const grip = turned([
    [0.09, 0.34],
    [0.1, 0.36],
    [0.085, 0.56],
    [0.095, 0.68],
    [0.07, 0.7],
  ])
  const nib = cut(
    turned([
      [0.08, 0.7],
      [0.085, 0.74],
      [0.06, 0.9],
      [0.008, 1.06],
    ]),
    move(box(0.3, 1, 0.1), 0, 0.8, -0.12),
  )
  const ring = move(cylinder(0.148, 0.02, 0.006), 0, 0.24, 0)
  const cap = turned([
    [0.12, -0.5],
    [0.16, -0.48],
    [0.165, 0.2],
    [0.13, 0.42],
    [0.05, 0.46],
  ])
  const clip = union(
    tube(
      [
        [0, 0.36, 0.16],
        [0, -0.2, 0.2],
      ],
      0.022,
    ),
    move(sphere(0.035), 0, -0.22, 0.19),
  )
  const capRing = move(cylinder(0.168, 0.035, 0.01), 0, -0.34, 0)
  const lying = (field: Field) => move(turn(tip(field, -90), 24), -0.05, 0.15, -0.2)
  const capLying = (field: Field) => move(turn(tip(field, -90), -12), 0.25, 0.17, 0.55)
  return [
    part(union(lying(union(barrel, grip)), capLying(cap)), body),
    part(union(lying(union(nib, ring)), capLying(union(clip, capRing))), trim),
  ]
}

/** Two bound books for notes, one on the other, with a ribbon. */
export const notebooks = (cover: Material, ribbon: Material): readonly Part[] => {
  const place = (field: Field, level: number, degrees: number) => move(turn(field, degrees), 0, level, 0)
  const binding = bindingOf(0.72, 0.98, 0.11)
  const mark = tube(
    [
      [-0.2, 0.1, -0.9],
      [-0.2, 0.1, 0.98],
      [-0.24, 0.02, 1.1],
      [-0.3, 0.015, 1.3],
    ],
    0.018,
  )
  return [
    part(union(place(binding.cover, 0.115, 28), place(binding.cover, 0.345, 14)), cover),
    part(union(place(binding.pages, 0.115, 28), place(binding.pages, 0.345, 14)), paper('efe7d8')),
    part(place(mark, 0.345, 14), ribbon),
  ]
}

type Binding = { readonly cover: Field; readonly pages: Field }

function bindingOf(a: number, c: number, half: number): Binding {
  const boards = union(
    move(box(a, 0.018, c, 0.014), 0, half - 0.01, 0),
    move(box(a, 0.018, c, 0.014), 0, 0.01 - half, 0),
  )
  const spine = move(box(0.02, half + 0.008, c, 0.018), -a, 0, 0)
  return { cover: union(boards, spine), pages: box(a - 0.035, half - 0.02, c - 0.035, 0.01) }
}

/** A large book standing half turned: a printed plate on linen boards. */
export const book = (cloth: Material, plate: Material, pages = 0.15): readonly Part[] => {
  const { cover, pages: block } = bindingOf(0.86, 1.08, pages)
  // the binding is drawn lying; the fore-edge is turned to the right when it stands
  const stand = (field: Field) => turn(move(leanForward(field, 90), 0, 1.09, 0), 30)
  const image = move(box(0.5, 0.01, 0.5, 0.004), 0.02, pages + 0.004, -0.16)
  const title = move(box(0.3, 0.008, 0.012, 0.003), 0.02, pages + 0.006, 0.62)
  return [part(stand(cover), cloth), part(stand(block), paper('efe8db')), part(stand(union(image, title)), plate)]
}

export const penTray = (wood: Material, metal: Material): readonly Part[] => {
  const base = cut(
    move(box(1.15, 0.12, 0.42, 0.06), 0, 0.12, 0),
    union(move(tip(cylinder(0.2, 1.0, 0.18), 90), 0, 0.3, 0.1), move(box(1.02, 0.06, 0.1, 0.05), 0, 0.24, -0.25)),
    0.02,
  )
  const rod = move(tip(cylinder(0.06, 0.72, 0.03), 90), 0.05, 0.19, 0.1)
  return [part(turn(base, 26), wood), part(turn(rod, 26), metal)]
}

/** A dome of crystal over a disc of brass. */
export const paperweight = (inside: Material): readonly Part[] => [
  part(cut(move(sphere(0.85), 0, 0.52, 0), move(box(2, 0.5, 2), 0, -0.5, 0), 0.04), crystal),
  part(move(sphere(0.26), 0, 0.55, 0), inside),
]

export const letterOpener = (blade: Material, handle: Material): readonly Part[] => {
  const shape = extrude(
    solid(
      curve([
        [-0.1, -0.1],
        [-0.1, -0.1],
        [-0.1, 0.9],
        [-0.07, 1.15],
        [0, 1.3],
        [0.07, 1.15],
        [0.1, 0.9],
        [0.1, -0.1],
        [0.1, -0.1],
      ]),
    ),
    0.025,
    0.02,
  )
  const grip = turned([
    [0.03, -0.98],
    [0.11, -0.94],
    [0.12, -0.6],
    [0.1, -0.2],
    [0.12, -0.12],
    [0.05, -0.08],
  ])
  const lying = (field: Field) => move(turn(leanForward(field, -90), -58), 0, 0.12, 0)
  return [part(lying(shape), blade), part(lying(grip), handle)]
}

/** A clock for a desk: a drum on its side with a pale dial. */
export const deskClock = (body: Material, dial: Material, hands: Material): readonly Part[] => {
  const drum = (radius: number, half: number, at: number): Field =>
    move(leanForward(cylinder(radius, half, 0.03), 90), 0, 0, at)
  const case_ = cut(drum(0.88, 0.24, 0), drum(0.78, 0.1, 0.22), 0.01)
  const foot = move(box(0.5, 0.05, 0.26, 0.03), 0, -0.87, 0)
  const marks = union(
    ...Array.from({ length: 12 }, (_, i) =>
      tip(move(box(0.014, i % 3 === 0 ? 0.09 : 0.05, 0.01, 0.004), 0, 0.62, 0.14), i * 30),
    ),
  )
  const pointers = union(
    tip(move(box(0.024, 0.2, 0.01, 0.006), 0, 0.17, 0.16), 58),
    tip(move(box(0.018, 0.29, 0.01, 0.006), 0, 0.26, 0.165), -62),
    drum(0.045, 0.02, 0.16),
  )
  const pose = (field: Field) => turn(move(field, 0, 0.91, 0), 24)
  return [
    part(pose(union(case_, foot)), body),
    part(pose(drum(0.79, 0.01, 0.125)), dial),
    part(pose(union(marks, pointers)), hands),
  ]
}

/** Two blocks that hold a row of books. */
export const bookends = (stone: Material, books: readonly Material[]): readonly Part[] => {
  const arch = extrude(
    solid(
      curve([
        [-0.42, 0],
        [-0.42, 0],
        [-0.42, 0.5],
        [-0.3, 0.86],
        [0, 1.0],
        [0.3, 0.86],
        [0.42, 0.5],
        [0.42, 0],
        [0.42, 0],
      ]),
    ),
    0.17,
    0.03,
  )
  const end = turn(arch, 90)
  const pose = (field: Field) => turn(field, 22)
  const volumes = books.map((cloth, i) => {
    const height = 0.56 + 0.09 * Math.sin(i * 2.2)
    return part(pose(move(box(0.1, height, 0.4, 0.03), -0.42 + i * 0.21, height, 0)), cloth)
  })
  return [
    part(pose(union(move(end, -0.72, 0, 0), move(end, -0.42 + books.length * 0.21 + 0.1, 0, 0))), stone),
    ...volumes,
  ]
}

export const magnifier = (metal: Material, handle: Material): readonly Part[] => {
  const ring = torus(0.56, 0.055)
  const neck = tube(
    [
      [0.6, 0, 0],
      [0.8, 0, 0],
    ],
    0.055,
  )
  const grip = move(
    tip(
      turned([
        [0.05, -0.62],
        [0.1, -0.58],
        [0.12, -0.1],
        [0.09, 0.4],
        [0.1, 0.44],
      ]),
      90,
    ),
    1.2,
    0,
    0,
  )
  const lens: Field = (x, y, z) =>
    Math.hypot(Math.max(Math.hypot(x, z) - 0.5, 0), Math.max(Math.abs(y) - 0.02, 0)) - 0.03
  const lying = (field: Field) => turn(move(tip(field, 4), -0.4, 0.1, 0), 32)
  return [part(lying(union(ring, neck)), metal), part(lying(grip), handle), part(lying(lens), crystal)]
}

/** A stack of boxes for letters, covered in cloth. */
export const letterBox = (cloth: Material, metal: Material): readonly Part[] => {
  const chest = move(box(0.95, 0.28, 0.72, 0.03), 0, 0.28, 0)
  const lid = move(box(0.97, 0.09, 0.74, 0.03), 0, 0.62, 0)
  const label = move(box(0.24, 0.1, 0.012, 0.006), 0, 0.3, 0.725)
  const pose = (field: Field) => turn(field, 28)
  return [part(pose(union(chest, lid)), cloth), part(pose(label), metal)]
}

/** A blotter with sheets and a stone on them. */
export const deskPad = (hide: Material, sheet: Material): readonly Part[] => {
  const pose = (field: Field) => turn(field, 22)
  return [
    part(pose(move(box(1.35, 0.035, 0.9, 0.03), 0, 0.035, 0)), hide),
    part(
      pose(
        union(
          move(box(0.62, 0.01, 0.8, 0.004), -0.3, 0.078, 0),
          move(turn(box(0.6, 0.008, 0.76, 0.004), 4), -0.28, 0.094, 0),
        ),
      ),
      sheet,
    ),
    part(
      pose(
        tube(
          [
            [0.62, 0.13, 0.5],
            [0.95, 0.13, -0.55],
          ],
          0.055,
          0.045,
        ),
      ),
      matte('22201f'),
    ),
  ]
}
