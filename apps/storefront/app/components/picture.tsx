import type { Picture as PictureData } from '../api/outputs.ts'

const widths = [160, 320, 480, 640, 960, 1280, 1600]

const shapes = {
  square: 'aspect-square',
  tall: 'aspect-[4/5]',
  wide: 'aspect-[3/2]',
} as const

type Props = {
  readonly picture: Pick<PictureData, 'path' | 'alt' | 'width'> | null
  /** How wide it is shown, as `sizes` says it. */
  readonly sizes: string
  readonly shape?: keyof typeof shapes
  /** Seen at once: loaded first, and not when scrolled to. */
  readonly first?: boolean
  /** The name beside it says all already. */
  readonly decorative?: boolean
}

/** A picture of the shop in the widths that the media door makes; without one, a quiet field of its size. */
export function Picture({ picture, sizes, shape = 'square', first = false, decorative = false }: Props) {
  if (!picture) return <div className={`${shapes[shape]} w-full bg-paper-deep`} />
  const sources = usefulWidths(picture).map((width) => `${picture.path}/${width}.webp ${width}w`)
  return (
    <picture>
      <source type="image/webp" srcSet={sources.join(', ')} sizes={sizes} />
      <img
        src={largest(picture)}
        width={960}
        height={960}
        alt={decorative ? '' : picture.alt}
        loading={first ? 'eager' : 'lazy'}
        fetchPriority={first ? 'high' : 'auto'}
        decoding="async"
        className={`${shapes[shape]} w-full bg-paper-deep object-cover dark:brightness-90`}
      />
    </picture>
  )
}

/** The address of a picture in the most pixels that it has. */
export function largest(picture: Pick<PictureData, 'path' | 'width'>): string {
  return `${picture.path}/${usefulWidths(picture).at(-1)}.jpg`
}

/** None is drawn larger than it is. */
function usefulWidths({ width }: Pick<PictureData, 'width'>): readonly number[] {
  return widths.filter((one, at) => at === 0 || one <= width)
}
