import type { Surroundings } from './format.ts'

/** A cell that cannot be read, as a stable code and in a sentence. */
export type CellFault = { readonly code: string; readonly detail: string }

export type Read<T> = { readonly value: T } | { readonly fault: CellFault }

/** Splits at `;`, which stands in an item as `\;`. */
export function itemsIn(cell: string): readonly string[] {
  return [...cell.matchAll(/(?:[^;\\]|\\.?)+/gs)].map(([item]) => unescaped(item).trim()).filter((item) => item !== '')
}

/** Reads `Size=24 cm; Colour=Ivory`; a `=` in a name stands as `\=`. */
export function pairsIn(cell: string): Read<readonly (readonly [name: string, value: string])[]> {
  const pairs = [...cell.matchAll(/(?:[^;\\]|\\.?)+/gs)].flatMap(([item]) => {
    if (item.trim() === '') return []
    const [, name, value] = /^((?:[^=\\]|\\.)+)=(.*)$/s.exec(item.trim()) ?? []
    return [[name && unescaped(name).trim(), value && unescaped(value).trim()] as const]
  })
  const read = pairs.flatMap(([name, value]) => (name && value ? [[name, value] as const] : []))
  if (read.length < pairs.length)
    return { fault: { code: 'not_pairs', detail: 'takes pairs such as Size=24 cm; Colour=Ivory' } }
  return { value: read }
}

/** As `itemsIn` and `pairsIn` read them. */
export function escaped(item: string): string {
  return item.replace(/[\\;=]/g, (sign) => `\\${sign}`)
}

function unescaped(item: string): string {
  return item.replace(/\\(.)/gs, '$1')
}

/** Minor units of `19.99` in a currency with two decimals. */
export function amountIn(cell: string, exponent: number): Read<number> {
  const [, whole = '', decimals = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(cell) ?? []
  const padded = decimals.padEnd(exponent, '0')
  if (whole === '' || /[1-9]/.test(padded.slice(exponent))) {
    return {
      fault: {
        code: 'not_an_amount',
        detail: `takes an amount such as ${exponent === 0 ? '1999' : `19.${'9'.repeat(exponent)}`}`,
      },
    }
  }
  return { value: Number(whole + padded.slice(0, exponent)) }
}

/** `1999` minor units as `19.99`. */
export function decimalOf(amount: number, exponent: number): string {
  if (exponent === 0) return String(amount)
  const digits = String(amount).padStart(exponent + 1, '0')
  return `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

export function wholeNumberIn(cell: string): Read<number> {
  return /^\d{1,10}$/.test(cell)
    ? { value: Number(cell) }
    : { fault: { code: 'not_a_number', detail: 'takes a whole number' } }
}

export function flagIn(cell: string): Read<boolean> {
  const flags: Readonly<Record<string, boolean>> = {
    true: true,
    yes: true,
    '1': true,
    false: false,
    no: false,
    '0': false,
  }
  const value = Object.hasOwn(flags, cell.toLowerCase()) ? flags[cell.toLowerCase()] : undefined
  return value === undefined ? { fault: { code: 'not_a_flag', detail: 'takes yes or no' } } : { value }
}

/** The value of an attribute as its definition wants it; one that nobody defined is told when the product is saved. */
export function attributeIn(
  [code, cell]: readonly [string, string],
  types: Surroundings['attributeTypes'],
): Read<{ readonly code: string; readonly [type: string]: string | number | boolean }> {
  switch (types.get(code) ?? 'text') {
    case 'number': {
      const number = Number(cell)
      if (Number.isFinite(number)) return { value: { code, number } }
      return { fault: { code: 'not_a_number', detail: `'${code}' takes a number` } }
    }
    case 'boolean': {
      const flag = flagIn(cell)
      return 'fault' in flag ? flag : { value: { code, boolean: flag.value } }
    }
    case 'text':
    case 'choice':
      return { value: { code, text: cell } }
  }
}
