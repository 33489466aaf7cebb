import type { Material } from '../materials.ts'
import type { Part, Scene, View } from '../scene.ts'

/** Pictures by file name without its ending. A scene is built only when its picture is taken. */
export type Shots = Readonly<Record<string, () => Scene>>

/** One picture a finish: `aster-vase-ink`, `aster-vase-ivory`. */
export function series<Finish>(
  name: string,
  finishes: Readonly<Record<string, Finish>>,
  form: (finish: Finish) => readonly Part[],
  view: View = {},
): Shots {
  return Object.fromEntries(
    Object.entries(finishes).map(([finish, value]) => [`${name}-${finish}`, () => ({ parts: form(value), view })]),
  )
}

/** The one picture of a product that comes in one finish. */
export const single = (name: string, form: () => readonly Part[], view: View = {}): Shots => ({
  [name]: () => ({ parts: form(), view }),
})

export type Place = { readonly x: number; readonly z: number; readonly y?: number; readonly size?: number }

/** Puts an object at its place on a shared floor; its pattern moves with it. */
export function at({ x, z, y = 0, size = 1 }: Place, parts: readonly Part[]): readonly Part[] {
  const local =
    <T>(pattern: (x: number, y: number, z: number) => T) =>
    (u: number, v: number, w: number): T =>
      pattern((u - x) / size, (v - y) / size, (w - z) / size)
  const carried = (material: Material): Material => ({
    ...material,
    ...(typeof material.colour === 'function' && { colour: local(material.colour) }),
    ...(typeof material.glow === 'function' && { glow: local(material.glow) }),
    ...(material.relief && { relief: local(material.relief) }),
  })
  return parts.map(({ field, material }) => {
    const distance = local(field)
    return { field: (u, v, w) => distance(u, v, w) * size, material: carried(material) }
  })
}
