const fade = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10)

/** A repeatable number in [0, 1) for a lattice point. */
export function lattice(x: number, y: number, z: number): number {
  let h = (Math.imul(x, 374761393) + Math.imul(y, 668265263) + Math.imul(z, 2147483647 ^ 0x5bd1e995)) | 0
  h = Math.imul(h ^ (h >>> 13), 1274126177)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296
}

/** Smooth value noise in [-1, 1]. */
export function noise(x: number, y: number, z: number): number {
  const i = Math.floor(x)
  const j = Math.floor(y)
  const k = Math.floor(z)
  const u = fade(x - i)
  const near = face(i, j, k, u, fade(y - j))
  const far = face(i, j, k + 1, u, fade(y - j))
  return (near + (far - near) * fade(z - k)) * 2 - 1
}

function face(i: number, j: number, k: number, u: number, v: number): number {
  const a = lattice(i, j, k)
  const b = lattice(i, j + 1, k)
  const low = a + (lattice(i + 1, j, k) - a) * u
  return low + (b + (lattice(i + 1, j + 1, k) - b) * u - low) * v
}

/** Noise over several octaves, each half as strong and about twice as fine. */
export function cloud(x: number, y: number, z: number, octaves = 4): number {
  let sum = 0
  let strength = 0.5
  let scale = 1
  for (let octave = 0; octave < octaves; octave++) {
    sum += strength * noise(x * scale + octave * 17.3, y * scale - octave * 5.1, z * scale + octave * 9.7)
    strength *= 0.5
    scale *= 2.03
  }
  return sum
}
