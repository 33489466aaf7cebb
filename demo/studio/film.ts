import { eyeOn } from './eye.ts'
import { lattice } from './noise.ts'
import { type Scene, sight } from './scene.ts'
import { stageOf } from './stage.ts'
import { FLOOR_BODY, type Seen } from './surface.ts'
import { add, clamp, type Vec } from './vector.ts'

export type Picture = { readonly width: number; readonly height: number; readonly pixels: Uint8Array<ArrayBuffer> }

type Place = readonly [number, number]

// eight places in a pixel, no two in one row or column
const FINE: readonly Place[] = [
  [0.0625, 0.4375],
  [0.1875, 0.8125],
  [0.3125, 0.0625],
  [0.4375, 0.5625],
  [0.5625, 0.9375],
  [0.6875, 0.3125],
  [0.8125, 0.6875],
  [0.9375, 0.1875],
]
const PLAIN: readonly Place[] = [
  [0.125, 0.375],
  [0.375, 0.875],
  [0.625, 0.125],
  [0.875, 0.625],
]

/** Takes the picture: one ray a pixel, eight where neighbours differ, then the film's curve and grain. */
export function develop(scene: Scene, width: number, height: number): Picture {
  const stage = stageOf(scene, width / height)
  const see = eyeOn(stage)
  const ray = (x: number, y: number) =>
    see({ from: stage.camera.eye, direction: sight(stage.camera, (x / width) * 2 - 1, 1 - (y / height) * 2), depth: 0 })
  const tones = new Float32Array(width * height * 3)
  const bodies = new Int8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const seen = ray(x + 0.5, y + 0.5)
      bodies[y * width + x] = seen.body
      tones.set(toneOf(seen), (y * width + x) * 3)
    }
  }
  const rough = tones.slice()
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const places = extraRays(rough, bodies, y * width + x, width)
      if (places.length === 0) continue
      const sum = [0, 0, 0]
      for (const [u, v] of places) {
        const tone = toneOf(ray(x + u, y + v))
        for (const c of [0, 1, 2] as const) sum[c] = (sum[c] ?? 0) + tone[c] / places.length
      }
      tones.set(sum, (y * width + x) * 3)
    }
  }
  return { width, height, pixels: grained(tones, width) }
}

/** Where else in a pixel to look: finely on the edge of a body, less so in a lively surface, nowhere on calm paper. */
function extraRays(tones: Float32Array, bodies: Int8Array, at: number, width: number): readonly Place[] {
  let contrast = 0
  for (const other of [at - 1, at + 1, at - width, at + width]) {
    if (bodies[other] !== bodies[at]) return FINE
    contrast = Math.max(contrast, Math.abs((tones[other * 3 + 1] ?? 0) - (tones[at * 3 + 1] ?? 0)))
  }
  return contrast > 0.12 ? FINE : contrast > 0.05 ? PLAIN : []
}

// one tint for all paper, light or in shadow: a coder keeps colour in whole steps, and a tint that drifted would show them
const PAPER_TINT: Vec = [0.0313, -0.0052, -0.0554]

function toneOf({ light, body }: Seen): Vec {
  const tone = filmed(light)
  if (body !== FLOOR_BODY) return tone
  const luma = 0.299 * tone[0] + 0.587 * tone[1] + 0.114 * tone[2]
  return add([luma, luma, luma], PAPER_TINT)
}

/** Exposure, calmer colours, a filmic shoulder (Narkowicz's fit of ACES) and the display's curve. */
function filmed(light: Vec): Vec {
  const grey = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
  const channel = (value: number): number => {
    const x = Math.max(value + (grey - value) * 0.17, 0) * 0.94
    const film = clamp((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14), 0, 1)
    return film <= 0.0031308 ? film * 12.92 : 1.055 * film ** (1 / 2.4) - 0.055
  }
  return [channel(light[0]), channel(light[1]), channel(light[2])]
}

/** Eight bits with a fine grain, which keeps smooth paper free of bands. */
function grained(tones: Float32Array, width: number): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(tones.length)
  for (let at = 0; at < tones.length; at++) {
    const pixel = Math.floor(at / 3)
    const [x, y] = [pixel % width, Math.floor(pixel / width)]
    const grain = lattice(x, y, 11) + lattice(x, y, 29) - 1
    pixels[at] = clamp(Math.round((tones[at] ?? 0) * 255 + grain * 1.7), 0, 255)
  }
  return pixels
}
