import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, findBreakingChanges, lexicographicSortSchema, printSchema, validateSchema } from 'graphql'
import { expect, test } from 'vitest'
import { wholeSchema } from './whole-schema.ts'

const committed = join(import.meta.dirname, '../../docs/reference/schema.graphql')
const schema = lexicographicSortSchema(wholeSchema())

test('the schema is one', () => {
  expect(validateSchema(schema)).toEqual([])
})

// it reads the file as it was: an update that breaks clients is red once, by name, and green in the next run
test('clients of the schema that is committed are not broken', () => {
  const before = buildSchema(readFileSync(committed, 'utf8'))
  expect(findBreakingChanges(before, schema).map(({ description }) => description)).toEqual([])
})

test('docs/reference/schema.graphql is the schema; `npx vitest run tests/graphql/sdl.test.ts -u` writes it anew', async () => {
  await expect(`${printSchema(schema)}\n`).toMatchFileSnapshot(committed)
})
