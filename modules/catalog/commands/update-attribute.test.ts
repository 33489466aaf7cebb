import { isRefused } from '@merx/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getProduct } from '../queries/get-product.ts'
import { listAttributes } from '../queries/list-attributes.ts'
import { type CatalogShop, openCatalog, staff } from '../testing/shop.ts'
import { createAttribute } from './create-attribute.ts'
import { saveAttributes } from './save-attributes.ts'
import { updateAttribute } from './update-attribute.ts'

let shop: CatalogShop

beforeAll(async () => {
  shop = await openCatalog()
  await shop.shelve('lamps')
})
afterAll(() => shop.close())

const create = (input: object) => shop.call(createAttribute, createAttribute.input.parse(input), staff)

describe('catalog.update-attribute', () => {
  it('relabels what products show without writing the products', async () => {
    const made = await create({ code: 'height', label: 'Height', type: 'number', unit: 'cm', categories: ['lamps'] })
    if (isRefused(made)) throw new Error(made.code)
    await shop.load({ name: 'Tall', attributes: [{ code: 'height', number: 180.5 }] })
    const input = { ...made, label: 'Total height', unit: 'centimetres', facet: true }
    const updated = await shop.call(updateAttribute, updateAttribute.input.parse(input), staff)
    expect(updated).toStrictEqual({ ...input, version: 2 })
    expect(await shop.call(getProduct, { slug: 'tall' })).toMatchObject({
      attributes: [{ code: 'height', label: 'Total height', type: 'number', unit: 'centimetres', number: 180.5 }],
    })
    expect(await shop.rows('select version from catalog.product')).toStrictEqual([{ version: 1 }])
    const stale = await shop.call(updateAttribute, updateAttribute.input.parse(input), staff)
    expect(stale).toMatchObject({ code: 'stale_version', data: { version: 2 } })
  })

  it.each([
    [{ code: 'height', label: 'H', type: 'text' }, 'code code_taken'],
    [{ code: 'a', label: 'A', type: 'text', unit: 'cm' }, 'unit unfit_unit'],
    [{ code: 'b', label: 'B', type: 'choice' }, 'choices unfit_choices'],
    [{ code: 'c', label: 'C', type: 'boolean', categories: ['nowhere'] }, 'categories.0 unknown_category'],
  ])('refuses to create %j', async (input, fault) => {
    const before = await shop.call(listAttributes, {}, staff)
    const refused = await create(input)
    if (!isRefused(refused)) throw new Error('was not refused')
    expect(refused.data.errors?.map(({ field, code }) => `${field} ${code}`)).toStrictEqual([fault])
    expect(await shop.call(listAttributes, {}, staff)).toStrictEqual(before)
  })
})

describe('catalog.save-attributes', () => {
  it('announces only what is new or changed, and keeps the type', async () => {
    const save = (attribute: object) =>
      shop.runtime.call(saveAttributes, saveAttributes.input.parse({ attributes: [attribute] }))
    const announced = async () => (await shop.published('catalog.attribute.changed.v1')).length
    const before = await announced()
    const finish = {
      code: 'finish',
      label: 'Finish',
      type: 'choice',
      choices: ['matt', 'gloss'],
      categories: ['lamps'],
    }
    await save(finish)
    await save(finish)
    expect((await announced()) - before).toBe(1)
    await save({ ...finish, choices: ['matt', 'gloss', 'satin'] })
    expect((await announced()) - before).toBe(2)
    expect(await save({ code: 'finish', label: 'Finish', type: 'text' })).toMatchObject({
      data: { errors: [{ field: 'attributes.0.type', code: 'type_changed' }] },
    })
  })
})
