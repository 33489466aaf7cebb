import type { StructuredData } from './structured-data.server.ts'

type Meta = {
  readonly title: string
  readonly description?: string
  /** Where search engines should find it. */
  readonly url?: string
  /** The address of a picture for those who share it, whole. */
  readonly picture?: string
  readonly data?: readonly StructuredData[]
  /** Whether search engines should show it; lists that are narrowed should not stand there a hundred times. */
  readonly indexed?: boolean
}

/** What a page says of itself to search engines and to those who share it. */
export function pageMeta({ title, description, url, picture, data = [], indexed = true }: Meta) {
  return [
    { title: title === 'Noirel' ? 'Noirel – objects for home and person' : `${title} – Noirel` },
    { property: 'og:site_name', content: 'Noirel' },
    { property: 'og:type', content: 'website' },
    { property: 'og:title', content: title },
    ...(description
      ? [
          { name: 'description', content: description },
          { property: 'og:description', content: description },
        ]
      : []),
    ...(url
      ? [
          { tagName: 'link', rel: 'canonical', href: url },
          { property: 'og:url', content: url },
        ]
      : []),
    ...(picture
      ? [
          { property: 'og:image', content: picture },
          { name: 'twitter:card', content: 'summary_large_image' },
        ]
      : []),
    ...data.map((one) => ({ 'script:ld+json': one })),
    ...(indexed ? [] : [{ name: 'robots', content: 'noindex, follow' }]),
  ]
}
