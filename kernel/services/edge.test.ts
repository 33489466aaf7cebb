import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { served, settingsOf } from '../http/library.fixture.ts'
import { createHttp, type Http } from '../http/server.ts'
import { type Depot, type DepotProcess, depot, patient, remoteTo, startDepot } from './depot.fixture.ts'
import type { Remote } from './remote.ts'

let there: Depot
let depotProcess: DepotProcess
let remote: Remote
let edge: Http

beforeEach(async () => {
  there = depot()
  depotProcess = await startDepot(there)
  remote = remoteTo(depotProcess.url)
  edge = await createHttp({ ...served(there.operations), dispatch: remote.dispatch }, { settings: settingsOf(patient) })
})
afterEach(async () => {
  await edge.close()
  await remote.close()
  await depotProcess.http.close()
})

const get = async (url: string) => {
  const { statusCode, headers, body } = await edge.fastify.inject({ url: `/api/v1${url}` })
  return { status: statusCode, headers, body, json: () => JSON.parse(body) }
}

describe('a process whose modules live elsewhere', () => {
  it('answers as one that has them: outputs and refusals', async () => {
    expect((await get('/depot/chair')).json()).toEqual({ sku: 'chair', count: 3 })
    const { status, json } = await get('/depot/table')
    expect([status, json().code, json().sku]).toEqual([404, 'unknown_sku', 'table'])
  })

  it('tells a shopper when to come back where a module cannot be reached', async () => {
    await depotProcess.http.close()
    const { status, headers, json } = await get('/depot/chair')
    expect([status, headers['retry-after']]).toEqual([503, '1'])
    expect(headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(json()).toMatchObject({ code: 'module_unavailable', module: 'depot', title: 'Module unavailable' })
  })

  it('hands on after how long, from behind the module too', async () => {
    const { status, headers, json } = await get('/trouble/neighbour')
    expect([status, headers['retry-after'], json().module]).toEqual([503, '7', 'mint'])
  })

  it('tells a shopper of what is under way at the other side that it is, and when to look', async () => {
    const { status, headers, json } = await get('/trouble/takeover')
    expect([status, json().code, headers['retry-after']]).toEqual([503, 'outcome_open', '5'])
  })

  it('keeps the words of a fault at the other side to itself', async () => {
    const { status, body, json } = await get('/trouble/bug')
    expect([status, json().code]).toEqual([500, 'internal'])
    expect(body).not.toMatch(/shelf|depot|other/)
  })
})
