type Regions = { readonly codes: readonly string[]; readonly example: string }

/** Codes of ISO 3166-2 without their country, where tax hangs on them: a region that is written otherwise would be taxed as none. */
const known: ReadonlyMap<string, Regions> = new Map(
  Object.entries({
    US: {
      codes: (
        'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH ' +
        // territories, and the addresses of the armed forces
        'OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI AA AE AP'
      ).split(' '),
      example: 'NY',
    },
    CA: { codes: 'AB BC MB NB NL NS NT NU ON PE QC SK YT'.split(' '), example: 'ON' },
  }),
)

/** What is wrong with a region; `undefined` if nothing is. An empty one counts as absent. */
export function regionFault(country: string, region = ''): string | undefined {
  const place = known.get(country)
  if (!place || region === '' || place.codes.includes(region)) return undefined
  return `is no region of ${country}: write the two-letter code, such as ${place.example}`
}

/** What is wrong with the region of an address to which one sends: where tax hangs on it, it may not be absent. */
export function taxedRegionFault(country: string, region = ''): string | undefined {
  const place = known.get(country)
  if (!place || region !== '') return regionFault(country, region)
  return `is required in this country: write the two-letter code, such as ${place.example}`
}
