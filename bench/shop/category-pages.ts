import { z } from 'zod'

const Categories = z.object({ items: z.array(z.object({ slug: z.string() })) })
const Page = z.object({ items: z.array(z.unknown()), next: z.string().nullable() })

const pageSize = 24
/** Few people turn more leaves than this. */
const leaves = 20

/** The query strings of full category pages, each leaf reached by the one before, the first leaves of all categories first. */
export async function categoryPages(api: string): Promise<readonly string[]> {
  const { items } = Categories.parse(await read(`${api}/categories`))
  const walks = await Promise.all(items.map(({ slug }) => walk(api, slug)))
  return walks
    .flatMap((walked) => walked.map((page, leaf) => ({ page, leaf })))
    .sort((a, b) => a.leaf - b.leaf)
    .map(({ page }) => page)
}

async function walk(api: string, category: string): Promise<readonly string[]> {
  const pages: string[] = []
  let after: string | null = ''
  while (after !== null && pages.length < leaves) {
    const query = `category=${category}&limit=${pageSize}${after && `&after=${encodeURIComponent(after)}`}`
    const page: z.output<typeof Page> = Page.parse(await read(`${api}/products?${query}`))
    if (page.items.length < pageSize) break
    pages.push(query)
    after = page.next
  }
  return pages
}

async function read(url: string): Promise<unknown> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return answer.json()
}
