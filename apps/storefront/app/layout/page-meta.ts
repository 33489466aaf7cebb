type Meta = {
  readonly title: string
  readonly description?: string
  /** Where search engines should find it. */
  readonly url?: string
  readonly picture?: string
  /** Whether search engines should show it; lists that are narrowed should not stand there a hundred times. */
  readonly indexed?: boolean
}

/** What a page says of itself to search engines and to those who share it. */
export function pageMeta({ title, description, url, picture, indexed = true }: Meta) {
  return [
    { title: title === 'Noirel' ? 'Noirel – objects for home and person' : `${title} – Noirel` },
    { property: 'og:site_name', content: 'Noirel' },
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
    ...(picture ? [{ property: 'og:image', content: picture }] : []),
    ...(indexed ? [] : [{ name: 'robots', content: 'noindex, follow' }]),
  ]
}
