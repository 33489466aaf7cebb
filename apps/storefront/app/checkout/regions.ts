/** Regions that have a tax of their own, by the code that tax is kept under. */
const regions: Readonly<Record<string, string>> = {
  US: `AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, DE Delaware,
    DC District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa, KS Kansas,
    KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts, MI Michigan, MN Minnesota, MS Mississippi,
    MO Missouri, MT Montana, NE Nebraska, NV Nevada, NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York,
    NC North Carolina, ND North Dakota, OH Ohio, OK Oklahoma, OR Oregon, PA Pennsylvania, RI Rhode Island,
    SC South Carolina, SD South Dakota, TN Tennessee, TX Texas, UT Utah, VT Vermont, VA Virginia, WA Washington,
    WV West Virginia, WI Wisconsin, WY Wyoming, AS American Samoa, GU Guam, MP Northern Mariana Islands, PR Puerto Rico,
    VI US Virgin Islands, AA Armed Forces Americas, AE Armed Forces Europe, AP Armed Forces Pacific`,
  CA: `AB Alberta, BC British Columbia, MB Manitoba, NB New Brunswick, NL Newfoundland and Labrador, NS Nova Scotia,
    NT Northwest Territories, NU Nunavut, ON Ontario, PE Prince Edward Island, QC Quebec, SK Saskatchewan, YT Yukon`,
}

const codes = new Map(
  Object.entries(regions).flatMap(([country, list]) =>
    list.split(/,\s+/).flatMap((entry): [string, string][] => {
      const [code = '', ...name] = entry.split(' ')
      return [
        [key(country, code), code],
        [key(country, name.join(' ')), code],
      ]
    }),
  ),
)

/** `New York`, `N.Y.` and `ny` are all NY: what is typed may not decide how much tax there is. Elsewhere it stays as it is. */
export function regionCode(country: string, typed: string): string {
  return codes.get(key(country, typed)) ?? typed
}

/** What is wrong with a region that was typed; `undefined` if nothing is. */
export function regionTrouble(country: string, typed: string): string | undefined {
  if (!hasRegions(country) || typed === '' || codes.has(key(country, typed))) return undefined
  return `Write the two-letter code, such as ${country === 'CA' ? 'ON' : 'NY'}.`
}

export function hasRegions(country: string): boolean {
  return country in regions
}

/** Without dots, accents and superfluous spaces, in lower case. */
function key(country: string, typed: string): string {
  const plain = typed.normalize('NFD').replaceAll(/[\p{M}.]/gu, '')
  return `${country} ${plain.trim().replaceAll(/\s+/g, ' ')}`.toLowerCase()
}
