/** Text that is markup already; everything else is escaped where it is put in. */
export type Html = { readonly markup: string }

type Part = Html | string | number | undefined | false | readonly Part[]

/** Puts values into markup, escaped; lists are joined. */
export function html(parts: TemplateStringsArray, ...values: readonly Part[]): Html {
  return { markup: parts.reduce((text, part, index) => text + markupOf(values[index - 1]) + part) }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function markupOf(part: Part): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number') {
    return String(part).replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
  }
  return 'markup' in part ? part.markup : part.map(markupOf).join('')
}
