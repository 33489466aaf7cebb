/** The check digit of an EAN-13: digits weighted 1 and 3 by turns, filled up to the next ten (GS1 General Specifications, 7.9). */
export function checkDigit(digits: string): number {
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
  return (10 - (sum % 10)) % 10
}

/**
 * A barcode for use inside the house: GS1 keeps the prefix 20 for that. The rest is the product's line and number as
 * in its SKU, and the number of the variant.
 */
export function houseBarcode(line: string, product: number, variant: number): string {
  const letters = [...line].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 65, 0)
  const part = (value: number, width: number) => String(value).padStart(width, '0')
  const digits = `20${part(letters, 5)}${part(product, 3)}${part(variant, 2)}`
  return `${digits}${checkDigit(digits)}`
}
