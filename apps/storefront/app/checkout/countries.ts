const names = new Intl.DisplayNames('en', { type: 'region' })

export type Country = { readonly code: string; readonly name: string }

/** The countries that a market delivers to, by name. */
export function countriesOf(
  markets: readonly { readonly code: string; readonly countries: readonly string[] }[],
  market: string,
): readonly Country[] {
  const here = markets.find(({ code }) => code === market)?.countries ?? []
  return here
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}
