/** The types that GraphQL over HTTP is answered in. */
export const responseType = 'application/graphql-response+json; charset=utf-8'
export const plainType = 'application/json; charset=utf-8'

/**
 * What a caller's `Accept` asks for; `undefined` where it takes neither. Whoever does not say gets plain JSON, which is what clients
 * expected before the other type was.
 */
export function answerType(accept: string | undefined): string | undefined {
  const ranges = (accept ?? '*/*').split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))
    return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) }
  })
  const wanted = ranges.filter(({ quality }) => quality > 0).toSorted((a, b) => b.quality - a.quality)
  for (const { type } of wanted) {
    if (type === 'application/graphql-response+json') return responseType
    if (['application/json', 'application/*', '*/*'].includes(type)) return plainType
  }
  return undefined
}
