import { auditServer } from 'graphql-http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { library, served, settingsOf } from '../http/library.fixture.ts'
import { createHttp, type Http } from '../http/server.ts'

let http: Http
let url: string

beforeAll(async () => {
  http = await createHttp(served(library().operations), { settings: settingsOf() })
  url = `${await http.listen({ port: 0 })}/graphql`
})

afterAll(() => http.close())

test('the audit of GraphQL over HTTP finds nothing that must or should be otherwise', async () => {
  const results = await auditServer({ url, fetchFn: fetch })
  const failed = results.filter(({ status }) => status === 'error' || status === 'warn')
  expect(failed.map(({ id, name, status }) => `${status} ${id} ${name}`)).toEqual([])
  expect(results.length).toBeGreaterThan(60)
})
