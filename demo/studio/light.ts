import { add, clamp, cross, dot, mix, normalize, scale, smoothstep, type Vec } from './vector.ts'

/** A soft box of the studio, seen from the object: where it hangs, how large it looks, how bright it is. */
type SoftBox = {
  readonly towards: Vec
  readonly across: Vec
  readonly up: Vec
  /** Half sizes as tangents of the angle they fill. */
  readonly half: readonly [number, number]
  readonly colour: Vec
  readonly edge: number
}

/** A piece of light as a surface receives it: the unit in which diffuse light and shadows are reckoned. */
type Lamp = { readonly towards: Vec; readonly power: Vec; readonly spread: number }

function softBox(towards: Vec, half: readonly [number, number], colour: Vec, edge = 0.05): SoftBox {
  const facing = normalize(towards)
  const across = normalize(cross(Math.abs(facing[1]) > 0.95 ? [0, 0, -1] : [0, 1, 0], facing))
  return { towards: facing, across, up: cross(facing, across), half, colour, edge }
}

const KEY = softBox([-0.78, 0.72, 0.5], [0.42, 0.56], [9.6, 9.25, 8.75])
const TOP = softBox([0.12, 1, -0.22], [0.75, 0.5], [2.7, 2.65, 2.6], 0.14)
const STRIP = softBox([0.98, 0.3, 0.2], [0.13, 0.85], [2.9, 2.95, 3.05], 0.04)
const RIM = softBox([-0.62, 0.36, -0.85], [0.2, 0.8], [2.2, 2.15, 2.1], 0.08)
const BOXES = [KEY, TOP, STRIP, RIM]

const PAPER: Vec = [0.88, 0.772, 0.645]
const CEILING: Vec = [0.5, 0.48, 0.46]
const DARK: Vec = [0.075, 0.07, 0.068]

/** The room without its lamps: bright paper behind the object, a dark studio behind the camera. */
function room(direction: Vec): Vec {
  const behind = smoothstep(0.55, -0.55, direction[2])
  const wall = mix(DARK, PAPER, behind)
  const above = smoothstep(0.15, 0.9, direction[1])
  return mix(wall, CEILING, above)
}

function seen(box: SoftBox, direction: Vec, blur: number): number {
  const facing = dot(direction, box.towards)
  if (facing <= 0.05) return 0
  const soft = box.edge + blur
  const u = dot(direction, box.across) / facing
  const v = dot(direction, box.up) / facing
  // a box widened by a blur of the same sum: rough surfaces spread the light and do not add any
  const share = (x: number, half: number) => 0.5 * (Math.tanh((x + half) / soft) - Math.tanh((x - half) / soft))
  return share(u, box.half[0]) * share(v, box.half[1]) * smoothstep(0.05, 0.3, facing)
}

/** What a mirror of the given roughness shows in a direction. */
export function surroundings(direction: Vec, roughness: number): Vec {
  const blur = roughness * roughness * 1.6
  let light = mix(room(direction), [0.36, 0.34, 0.32], clamp(blur, 0, 0.6))
  for (const box of BOXES) light = add(light, scale(box.colour, seen(box, direction, blur)))
  return light
}

function lampsOf(box: SoftBox, columns: number, rows: number): readonly Lamp[] {
  const lamps: Lamp[] = []
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < rows; j++) {
      const u = (((i + 0.5) / columns) * 2 - 1) * box.half[0]
      const v = (((j + 0.5) / rows) * 2 - 1) * box.half[1]
      const towards = normalize(add(box.towards, add(scale(box.across, u), scale(box.up, v))))
      const area = (4 * box.half[0] * box.half[1]) / (columns * rows)
      const solidAngle = area / (1 + u * u + v * v) ** 1.5
      lamps.push({ towards, power: scale(box.colour, solidAngle), spread: Math.sqrt(area) * 0.62 })
    }
  }
  return lamps
}

/** Ten broad pieces of sky for the light that comes from the room itself. */
function roomLamps(): readonly Lamp[] {
  const ring = (height: number, count: number, offset: number): readonly Lamp[] =>
    Array.from({ length: count }, (_, i) => {
      const angle = ((i + offset) / count) * 2 * Math.PI
      const radius = Math.sqrt(1 - height * height)
      const towards: Vec = [radius * Math.cos(angle), height, radius * Math.sin(angle)]
      return { towards, power: scale(mix(room(towards), [0.5, 0.48, 0.45], 0.5), (1.15 * Math.PI) / 10), spread: 0.46 }
    })
  return [...ring(0.22, 6, 0.25), ...ring(0.68, 4, 0)]
}

const raw = [
  ...lampsOf(KEY, 2, 3),
  ...lampsOf(TOP, 2, 2),
  ...lampsOf(STRIP, 1, 3),
  ...lampsOf(RIM, 1, 2),
  ...roomLamps(),
]
const openFloor = raw.reduce((sum, lamp) => sum + lamp.power[1] * lamp.towards[1], 0)

/** All lamps, measured so that white paper on the open floor has the brightness 1. */
export const LAMPS: readonly Lamp[] = raw.map((lamp) => ({ ...lamp, power: scale(lamp.power, 1 / openFloor) }))

/** The paper of the studio floor. */
export const FLOOR: Vec = PAPER
