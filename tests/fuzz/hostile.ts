import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { z } from 'zod'

const own: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\u202eabc',
  '\ufeff',
  '👩‍👩‍👧‍👦',
  'ﷺ'.repeat(50),
  'e\u0301'.repeat(100),
  'A'.repeat(70_000),
  "' or 1=1 --",
  "'; drop schema cart cascade; --",
  "\\'); select pg_sleep(20); --",
  '$1',
  '$$',
  '%',
  '_%',
  '\\',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '{{7*7}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what template engines and shells would take for theirs
  '${process.exit()}',
  '../../../../etc/passwd',
  'file:///etc/passwd',
  'null',
  'undefined',
  'NaN',
  '-0',
  '1e400',
  '0x10',
  '9223372036854775808',
  '00000000-0000-0000-0000-000000000000',
  '2026-02-30T25:61:61Z',
  '+275760-09-14T00:00:00Z',
  '-000001-01-01T00:00:00.000Z',
  '[object Object]',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
]

const list = join(import.meta.dirname, '../../../shared/data/strings/blns.json')

/** Whether the big list of naughty strings is at hand. */
export const hasNaughtyStrings = existsSync(list)

const naughty = hasNaughtyStrings ? z.array(z.string()).parse(JSON.parse(readFileSync(list, 'utf8'))) : []

/** Text that somebody, somewhere, did not expect. */
export const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...own, ...naughty) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  // half characters too, which no encoder of ours should ever have let in
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
      .map((units) => String.fromCharCode(...units)),
  },
)

export const hostileNumber = fc.oneof(
  fc.constantFrom(
    -1,
    0,
    0.5,
    1e308,
    -1e308,
    5e-324,
    2 ** 31,
    2 ** 31 - 1,
    -(2 ** 31),
    2 ** 32,
    2 ** 53,
    2 ** 53 - 1,
    -(2 ** 53),
    2 ** 63,
    2 ** 64,
  ),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

const nested = fc
  .record({ depth: fc.integer({ min: 10, max: 20_000 }), kind: fc.constantFrom('[', '{') })
  .map(({ depth, kind }) => new Deep(depth, kind))

/** So many brackets in each other: written as JSON by hand, because `JSON.stringify` gives up on it. */
export class Deep {
  readonly json: string
  constructor(depth: number, kind: '[' | '{') {
    const [open, close, core] = kind === '[' ? ['[', ']', '0'] : ['{"a":', '}', '0']
    this.json = open.repeat(depth) + core + close.repeat(depth)
  }
}

/** A value where something else was asked for. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: hostileText },
  { weight: 4, arbitrary: hostileNumber },
  { weight: 3, arbitrary: fc.constantFrom(null, true, false, [], {}, [[]], [null], { length: 1e9 }) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 1, arbitrary: nested },
)

/** Writes a value with whatever is in it; what `JSON.stringify` cannot say is in there as it should stand. */
export function hostileJson(value: unknown): string {
  if (value instanceof Deep) return value.json
  if (Array.isArray(value)) return `[${value.map(hostileJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined)
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${hostileJson(member)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
