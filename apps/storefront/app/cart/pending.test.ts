import { expect, it } from 'vitest'
import { countWith, readPending, withPendingLine, withPendingTotals } from './pending.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })

function line(id: string, quantity: number, unit: number) {
  return { id, variantId: `variant-${id}`, quantity, unitPrice: usd(unit), subtotal: usd(quantity * unit) }
}

function form(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

const vase = line('vase', 2, 14_500)
const lamp = line('lamp', 1, 28_500)
const totals = { subtotal: usd(57_500), discount: usd(0), shipping: null, tax: null, total: usd(57_500) }

it.each([
  [
    { lineId: 'vase', quantity: '3' },
    { kind: 'set', lineId: 'vase', quantity: 3 },
  ],
  [
    { lineId: 'vase', quantity: '3', step: '-1' },
    { kind: 'set', lineId: 'vase', quantity: 2 },
  ],
  [
    { lineId: 'vase', quantity: '3', intent: 'remove' },
    { kind: 'set', lineId: 'vase', quantity: 0 },
  ],
  [
    { variantId: 'v', quantity: '2' },
    { kind: 'add', variantId: 'v', quantity: 2 },
  ],
  [{ lineId: 'vase', quantity: 'many' }, undefined],
  [{ lineId: 'vase', quantity: '1000' }, undefined],
  [{ email: 'a@example.com' }, undefined],
])('reads %j as what it will change', (fields, pending) => {
  expect(readPending(form(fields))).toEqual(pending)
})

it('shows a line as the last change will leave it', () => {
  const pending = [
    { kind: 'set', lineId: 'vase', quantity: 5 },
    { kind: 'set', lineId: 'vase', quantity: 4 },
  ] as const
  expect(withPendingLine(vase, pending)).toMatchObject({ quantity: 4, subtotal: usd(58_000) })
  expect(withPendingLine(lamp, pending)).toBe(lamp)
})

it('sums up what will be, and nothing else when nothing is pending', () => {
  const cart = { lines: [vase, lamp], totals }
  const removal = [{ kind: 'set', lineId: 'lamp', quantity: 0 }] as const
  expect(withPendingTotals(cart, removal)).toEqual({ ...totals, subtotal: usd(29_000), total: usd(29_000) })
  expect(withPendingTotals(cart, [])).toEqual(totals)
})

it('counts pieces that are not in the cart yet, each once', () => {
  const lines = [vase, lamp]
  expect(countWith(lines, [])).toBe(3)
  expect(countWith(lines, [{ kind: 'add', variantId: 'variant-vase', quantity: 2 }])).toBe(5)
  expect(countWith(lines, [{ kind: 'add', variantId: 'another', quantity: 2 }])).toBe(5)
  expect(countWith([], [{ kind: 'add', variantId: 'another', quantity: 1 }])).toBe(1)
})
