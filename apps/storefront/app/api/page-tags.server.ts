/**
 * What an answer tells of, in the words by which the catalogue drops kept answers. Calls in process bring no tags along, so a page that
 * is made of such answers says here what should drop it; what is not named is made anew by the clock.
 */
export function tagsOf(
  { name, input }: { readonly name: string; readonly input: unknown },
  body: unknown,
): readonly string[] {
  const asked = Object(input)
  const told = Object(body)
  switch (name) {
    case 'pricing.list-markets':
      return ['markets']
    case 'catalog.list-categories':
      return ['categories', 'products/members']
    case 'catalog.get-category':
      return [`category:${asked.slug}`, 'categories', 'products/members']
    case 'catalog.get-collection':
      return [`collection:${asked.slug}`, `collection:${asked.slug}/members`]
    case 'catalog.list-collections':
      return ['collections', 'products/members']
    case 'catalog.list-brands':
      return ['brands', 'products/members']
    case 'catalog.list-products':
      return [...shelfTags(asked), ...itemsOf(told).flatMap(cardTags)]
    case 'search.browse':
      return [
        'search',
        ...(asked.category ? [`search/category:${asked.category}`] : ['search/words']),
        ...itemsOf(told).flatMap(cardTags),
      ]
    case 'catalog.get-product':
      return [
        `product:${told.slug}`,
        'attributes',
        ...brandTag(told),
        ...itemsOf(told, 'breadcrumb').map(({ slug }) => `category:${slug}`),
      ]
    default:
      return []
  }
}

type Named = { readonly slug: string; readonly brand?: { readonly slug: string } | null }

/** Which products a list shows hangs on its shelves, and on what it is sorted and filtered by. */
function shelfTags({
  category,
  brand,
  collection,
  sort = 'newest',
  inStock,
  priceFrom,
  priceTo,
}: Record<string, unknown>): readonly string[] {
  const named = [
    category && `category:${category}`,
    brand && `brand:${brand}`,
    collection && `collection:${collection}`,
  ].filter(Boolean)
  const byPrice = String(sort).endsWith('price') || priceFrom !== undefined || priceTo !== undefined
  const aspects = ['members', byPrice && 'prices', inStock && 'stock', sort === 'best-selling' && 'sales'].filter(
    Boolean,
  )
  return (named.length > 0 ? named : ['products']).flatMap((shelf) => aspects.map((aspect) => `${shelf}/${aspect}`))
}

function cardTags(card: Named): readonly string[] {
  return [`product:${card.slug}`, ...brandTag(card)]
}

function brandTag({ brand }: Pick<Named, 'brand'>): readonly string[] {
  return brand ? [`brand:${brand.slug}`] : []
}

function itemsOf(body: Record<string, unknown>, field = 'items'): readonly Named[] {
  const items = body[field]
  return Array.isArray(items) ? items : []
}
