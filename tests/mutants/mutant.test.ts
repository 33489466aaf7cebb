import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseMutant, readMutants } from './mutant.ts'

const patch = `Test: modules/cart/close.test.ts -t "is refused when the cart was changed"
Why: A cart that was changed is closed.

--- a/modules/cart/close.ts
`

test('a patch says which test must notice, and why', () => {
  expect(parseMutant('cart', patch)).toEqual({
    name: 'cart',
    patch,
    test: { file: 'modules/cart/close.test.ts', name: 'is refused when the cart was changed' },
    why: 'A cart that was changed is closed.',
  })
  expect(() => parseMutant('cart', patch.replace('Why: ', ''))).toThrow('cart.patch does not begin with')
  expect(() => parseMutant('cart', patch.replace(' -t "', ' "'))).toThrow('cart.patch does not begin with')
})

test('mutants are found by name, and an unknown name is told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'merx-mutants-'))
  try {
    for (const name of ['b', 'a']) await writeFile(join(folder, `${name}.patch`), patch)
    const names = async (...wanted: readonly string[]) => (await readMutants(folder, wanted)).map(({ name }) => name)
    expect(await names()).toEqual(['a', 'b'])
    expect(await names('b')).toEqual(['b'])
    await expect(names('c')).rejects.toThrow('There is no mutant c. There are a, b.')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
