import house800 from './pictures/house-800.webp?url'
import house1600 from './pictures/house-1600.webp?url'
import person800 from './pictures/person-800.webp?url'
import person1600 from './pictures/person-1600.webp?url'
import table800 from './pictures/table-800.webp?url'
import table1600 from './pictures/table-1600.webp?url'

const pictures = {
  house: {
    small: house800,
    large: house1600,
    alt: 'A tall black vase on a block of stone, between a round lamp, a small red vase and an ivory amphora',
  },
  person: {
    small: person800,
    large: person1600,
    alt: 'An oxblood bag on a block of stone, a bottle of scent and two notebooks before it',
  },
  table: {
    small: table800,
    large: table1600,
    alt: 'A black teapot with a cup, sage plates, a carafe and two walnut mills',
  },
} as const

const shapes = {
  /** The whole width of a page; on wide ones it begins softly, so that words may stand before it. */
  stage:
    'aspect-square object-[78%_50%] md:aspect-[16/9] lg:ms-auto lg:aspect-auto lg:h-[min(80dvh,52rem)] lg:w-[74%] lg:object-[60%_80%] lg:mask-l-from-80% lg:mask-l-to-100% rtl:lg:mask-none',
  /** As high as what stands beside it. */
  beside: 'aspect-[4/5] object-[38%_50%] md:aspect-auto md:h-full md:min-h-128 lg:min-h-160',
} as const

type Props = {
  readonly of: keyof typeof pictures
  readonly shape: keyof typeof shapes
  readonly sizes: string
  readonly first?: boolean
}

/** A picture of the house itself. It comes with the pages and not from the catalogue. */
export function HousePicture({ of, shape, sizes, first = false }: Props) {
  const { small, large, alt } = pictures[of]
  return (
    <img
      src={large}
      srcSet={`${small} 800w, ${large} 1600w`}
      sizes={sizes}
      width={1600}
      height={1000}
      alt={alt}
      loading={first ? 'eager' : 'lazy'}
      fetchPriority={first ? 'high' : 'auto'}
      decoding="async"
      className={`w-full bg-paper-deep object-cover dark:brightness-90 ${shapes[shape]}`}
    />
  )
}
