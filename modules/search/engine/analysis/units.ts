/** Ways to write a unit, by the one that is indexed. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  inch: ['in', 'ins', 'inch', 'inches', 'zoll', 'pouce', 'pouces', '"', "''"],
  foot: ['ft', 'foot', 'feet'],
  mm: ['mm', 'millimeter', 'millimeters', 'millimetre', 'millimetres'],
  cm: ['cm', 'centimeter', 'centimeters', 'centimetre', 'centimetres', 'zentimeter'],
  m: ['m', 'meter', 'meters', 'metre', 'metres'],
  g: ['g', 'gr', 'gram', 'grams', 'gramm'],
  kg: ['kg', 'kgs', 'kilo', 'kilos', 'kilogram', 'kilograms'],
  oz: ['oz', 'ounce', 'ounces'],
  lb: ['lb', 'lbs', 'pound', 'pounds'],
  ml: ['ml', 'milliliter', 'milliliters', 'millilitre', 'millilitres'],
  l: ['l', 'liter', 'liters', 'litre', 'litres'],
  gallon: ['gal', 'gallon', 'gallons'],
  pint: ['pt', 'pint', 'pints'],
  quart: ['qt', 'quart', 'quarts'],
  w: ['w', 'watt', 'watts'],
  v: ['v', 'volt', 'volts'],
  mah: ['mah'],
  mb: ['mb', 'mo'],
  gb: ['gb', 'go', 'gig', 'gigs'],
  tb: ['tb', 'to'],
  hz: ['hz'],
  mhz: ['mhz'],
  ghz: ['ghz'],
  mp: ['mp', 'megapixel', 'megapixels'],
  piece: ['pc', 'pcs', 'piece', 'pieces', 'pk', 'pack', 'packs', 'ct', 'count'],
}

const unitOf = new Map(Object.entries(spellings).flatMap(([unit, all]) => all.map((spelling) => [spelling, unit])))

/** The unit that a word means when it follows a number. */
export function unitNamed(word: string): string | undefined {
  return unitOf.get(word)
}
