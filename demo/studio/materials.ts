import { cloud, lattice, noise } from './noise.ts'
import { mix, smoothstep, type Vec } from './vector.ts'

type Pattern<T> = (x: number, y: number, z: number) => T

/** How a surface takes light. Colours are linear. */
export type Material = {
  readonly colour: Vec | Pattern<Vec>
  readonly roughness: number
  /** Reflection when seen straight on: 0.04 for glaze and lacquer; a metal's own colour. */
  readonly shine: Vec
  readonly metal?: true
  /** Height of a fine relief that the form does not carry. */
  readonly relief?: Pattern<number>
  /** Soft light at the rim of cloth. */
  readonly sheen?: number
  /** Light that goes through: wax, thin shade cloth, alabaster. */
  readonly glow?: Vec | Pattern<Vec>
  /** Clear glass or liquid: what it swallows per unit of length, and its refractive index. */
  readonly glass?: { readonly swallows: Vec; readonly index: number }
}

/** A linear colour from how it is written on a swatch. */
export function swatch(hex: string): Vec {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(0), channel(2), channel(4)]
}

const CLEAR: Vec = [0.04, 0.04, 0.04]
const DULL: Vec = [0.025, 0.025, 0.025]

/** Reduction-fired glaze: a little cloudier where it ran thin. */
export const glaze = (hex: string, roughness = 0.16): Material => {
  const base = swatch(hex)
  const thin = mix(base, [0.55, 0.47, 0.38], 0.16)
  return {
    colour: (x, y, z) => mix(base, thin, smoothstep(-0.1, 0.7, cloud(x * 2.1, y * 1.3, z * 2.1, 3))),
    roughness,
    shine: [0.05, 0.05, 0.05],
  }
}

/** Unglazed stoneware and biscuit porcelain. */
export const bisque = (hex: string): Material => {
  const base = swatch(hex)
  return {
    colour: (x, y, z) =>
      mix(base, [base[0] * 0.6, base[1] * 0.58, base[2] * 0.55], lattice(x * 260, y * 260, z * 260) > 0.965 ? 0.7 : 0),
    roughness: 0.62,
    shine: DULL,
    relief: (x, y, z) => cloud(x * 22, y * 22, z * 22, 2) * 0.0022,
  }
}

export const lacquer = (hex: string, roughness = 0.12): Material => ({ colour: swatch(hex), roughness, shine: CLEAR })
export const matte = (hex: string): Material => ({ colour: swatch(hex), roughness: 0.7, shine: DULL })

const metal = (hex: string, roughness: number, relief?: Pattern<number>): Material => ({
  colour: [0, 0, 0],
  roughness,
  shine: swatch(hex),
  metal: true,
  ...(relief && { relief }),
})

export const brass = metal('d6b67f', 0.22)
export const brushedBrass = metal('cfb07a', 0.36)
export const bronze = metal('6e5541', 0.36)
export const blackSteel = metal('3a3836', 0.4)
export const steel = metal('c9c6c1', 0.22)
export const brushedSteel = metal('bdbab5', 0.36)
export const gold = metal('ecca8c', 0.13)
export const roseGold = metal('e8b49a', 0.13)
export const silver = metal('e9e6e1', 0.12)
export const ruthenium = metal('56524f', 0.2)
/** Mirror glass: it shows the room out of focus, and some of the lamps' spill. */
export const mirrorGlass: Material = {
  colour: [0, 0, 0],
  roughness: 0.32,
  shine: [0.82, 0.82, 0.81],
  metal: true,
  glow: (_x, y) => [0.2 + 0.07 * y, 0.19 + 0.068 * y, 0.175 + 0.066 * y],
}

export const hammered = (base: Material): Material => ({
  ...base,
  relief: (x, y, z) => noise(x * 9, y * 9, z * 9) * 0.012,
})

/** Polished marble: broad clouds, and veins where a warped noise crosses zero. */
const marble = (ground: string, vein: string, scale = 1): Material => {
  const stone = swatch(ground)
  const dark = swatch(vein)
  return {
    colour: (x, y, z) => {
      const [u, v, w] = [x * scale, y * scale, z * scale]
      const bend = cloud(u * 1.4 + 3, v * 1.4, w * 1.4, 4)
      const line = Math.abs(noise(u * 0.9 + bend * 2.1, v * 1.5 + bend * 1.7, w * 0.9 - bend * 1.3))
      const fine = Math.abs(noise(u * 2.3 - bend * 1.6, v * 2.9 + bend * 2.2, w * 2.3 + 7))
      const strength =
        0.85 * (1 - smoothstep(0, 0.09, line)) + 0.4 * (1 - smoothstep(0, 0.05, fine)) + 0.12 * (bend + 0.4)
      return mix(stone, dark, Math.min(1, Math.max(0, strength)))
    },
    roughness: 0.18,
    shine: CLEAR,
  }
}

export const whiteMarble = marble('ebe6de', '8f8880')
export const blackMarble = marble('1f1d1d', 'b9b0a2')
export const greenMarble = marble('26392f', '9db3a0')

/** Travertine, limestone, terrazzo: open, speckled, not polished. */
export const stone = (hex: string): Material => {
  const base = swatch(hex)
  return {
    colour: (x, y, z) => {
      const layer = cloud(x * 1.2, y * 7, z * 1.2, 4)
      return mix(base, [base[0] * 0.62, base[1] * 0.56, base[2] * 0.48], smoothstep(-0.15, 0.6, layer) * 0.55)
    },
    roughness: 0.5,
    shine: DULL,
    relief: (x, y, z) => -0.006 * smoothstep(0.28, 0.5, cloud(x * 7, y * 20, z * 7, 3)),
  }
}

/** Oiled wood; the grain runs along x unless it is turned. */
const wood = (light: string, dark: string, grain: 'x' | 'y' | 'z' = 'x'): Material => {
  const pale = swatch(light)
  const deep = swatch(dark)
  const figure = (x: number, y: number, z: number): number => {
    const [l, a, b] = grain === 'x' ? [x, y, z] : grain === 'y' ? [y, x, z] : [z, x, y]
    const warp = cloud(l * 0.5, a * 1.6, b * 1.6, 3)
    const rings = 0.5 + 0.5 * Math.sin((a * 1.7 + b * 2.6 + warp * 1.5) * 11)
    const pores = cloud(l * 3, a * 46, b * 46, 2)
    return 0.55 * rings + 0.5 * (warp + 0.4) + 0.42 * pores
  }
  return {
    colour: (x, y, z) => mix(pale, deep, smoothstep(-0.1, 1.15, figure(x, y, z))),
    roughness: 0.42,
    shine: [0.035, 0.035, 0.035],
  }
}

export const walnut = (grain?: 'x' | 'y' | 'z'): Material => wood('7d563b', '38231a', grain)
export const oak = (grain?: 'x' | 'y' | 'z'): Material => wood('c9a67c', '9a7448', grain)
export const ebonised = (grain?: 'x' | 'y' | 'z'): Material => wood('2c2725', '151313', grain)

/** Full-grain leather: pebbles of two sizes. */
export const leather = (hex: string): Material => {
  const base = swatch(hex)
  const worn: Vec = [base[0] * 1.25 + 0.004, base[1] * 1.22 + 0.003, base[2] * 1.2 + 0.003]
  return {
    colour: (x, y, z) => mix(base, worn, smoothstep(-0.2, 0.5, cloud(x * 3, y * 3, z * 3, 3))),
    roughness: 0.46,
    shine: [0.045, 0.045, 0.045],
    relief: (x, y, z) =>
      Math.abs(noise(x * 70, y * 70, z * 70)) * 0.0016 + Math.abs(noise(x * 34, y * 34, z * 34)) * 0.0014,
    sheen: 0.05,
  }
}

/** Plain weave: thread over thread. `fine` is threads per unit. */
export const linen = (hex: string, fine = 46): Material => {
  const base = swatch(hex)
  return {
    colour: (x, y, z) => {
      const slub = 0.93 + 0.14 * noise(x * 9, y * fine, z * 9) + 0.08 * noise(x * fine, y * 6, z * fine)
      return [base[0] * slub, base[1] * slub, base[2] * slub]
    },
    roughness: 0.9,
    shine: [0.012, 0.012, 0.012],
    relief: (x, y, z) => Math.sin(x * fine * 4.4) * Math.sin((y + z * 0.8) * fine * 4.4) * 0.0011,
    sheen: 0.12,
  }
}

/** Wool, boucle, terry: a soft uneven pile. */
export const wool = (hex: string, coarse = 30): Material => {
  const base = swatch(hex)
  return {
    colour: (x, y, z) => {
      const depth =
        0.9 + 0.1 * noise(x * coarse * 1.6, y * coarse * 1.6, z * coarse * 1.6) + 0.04 * noise(x * 3, y * 3, z * 3)
      return [base[0] * depth, base[1] * depth, base[2] * depth]
    },
    roughness: 1,
    shine: [0.006, 0.006, 0.006],
    relief: (x, y, z) => cloud(x * coarse, y * coarse, z * coarse, 2) * 0.011,
    sheen: 0.22,
  }
}

/** Silk: smooth, with a broad light. */
export const silk = (hex: string): Material => ({
  colour: swatch(hex),
  roughness: 0.34,
  shine: [0.07, 0.07, 0.07],
  sheen: 0.16,
})

export const wax = (hex: string): Material => {
  const base = swatch(hex)
  return { colour: base, roughness: 0.42, shine: DULL, glow: [base[0] * 0.1, base[1] * 0.085, base[2] * 0.065] }
}

/** A lamp shade or globe that is lit from inside. */
export const lit = (hex: string, strength: number | Pattern<number>): Material => {
  const base = swatch(hex)
  const at = typeof strength === 'number' ? () => strength : strength
  return {
    colour: [base[0] * 0.7, base[1] * 0.7, base[2] * 0.7],
    roughness: 0.6,
    shine: DULL,
    glow: (x, y, z) => {
      const k = at(x, y, z)
      return [base[0] * k, base[1] * k * 0.86, base[2] * k * 0.66]
    },
  }
}

export const paper = (hex: string): Material => ({
  ...matte(hex),
  relief: (_x, y) => Math.sin(y * 420) * 0.0012,
})

const glassOf = (swallows: Vec, index = 1.46): Material => ({
  colour: [0, 0, 0],
  roughness: 0.02,
  shine: CLEAR,
  glass: { swallows, index },
})

export const clearGlass = glassOf([0.02, 0.12, 0.36])
export const smokedGlass = glassOf([4.2, 4.4, 4.6])
export const amberGlass = glassOf([0.9, 1.7, 3.4])
export const crystal = glassOf([0.02, 0.05, 0.09], 1.52)
export const tinted = (swallows: Vec): Material => glassOf(swallows, 1.36)

/** Pearl: nearly white, with a broad, faintly coloured light. */
export const pearl = (hex: string): Material => ({
  colour: swatch(hex),
  roughness: 0.24,
  shine: [0.12, 0.105, 0.11],
  sheen: 0.2,
})
