/** The widths in pixels that pictures are served in; a picture is never made wider than it is. */
export const widths = [160, 320, 480, 640, 960, 1280, 1600] as const

export const formats = ['webp', 'jpg'] as const

export type Rendition = { readonly hash: string; readonly width: number; readonly format: (typeof formats)[number] }

const path = /^([0-9a-f]{32})\/(\d{2,4})\.([a-z]{3,4})$/

/** Reads `<hash>/<width>.<format>`, the part of the address behind `/media/`; `undefined` for what is not served. */
export function parseRendition(address: string): Rendition | undefined {
  const [, hash, digits, extension] = path.exec(address) ?? []
  const width = widths.find((each) => String(each) === digits)
  const format = formats.find((each) => each === extension)
  return hash && width && format ? { hash, width, format } : undefined
}
