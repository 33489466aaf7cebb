import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Depot, type DepotProcess, depot, frame, remoteTo, startDepot } from './depot.fixture.ts'
import { type LossyProxy, startLossyProxy } from './lossy-proxy.fixture.ts'
import type { Remote } from './remote.ts'

let there: Depot
let depotProcess: DepotProcess
let proxy: LossyProxy
let remote: Remote

beforeEach(async () => {
  there = depot()
  depotProcess = await startDepot(there)
  proxy = await startLossyProxy(depotProcess.url)
  remote = remoteTo(proxy.url)
})
afterEach(async () => {
  await remote.close()
  await proxy.close()
  await depotProcess.http.close()
})

const chair = { sku: 'chair', amount: 1 }
const unavailable = { name: 'ModuleUnavailable', module: 'depot' }

describe('when the answer is lost', () => {
  it('a query is asked again', async () => {
    proxy.loseAnswers(2)
    expect(await remote.call(there.count, { sku: 'chair' }, frame())).toEqual({ sku: 'chair', count: 3 })
    expect(there.names()).toEqual(['depot.count', 'depot.count', 'depot.count'])
  })

  it('a query is asked three times at most', async () => {
    proxy.loseAnswers(4)
    await expect(remote.call(there.count, { sku: 'chair' }, frame())).rejects.toMatchObject(unavailable)
    expect(there.names()).toHaveLength(3)
  })

  it('a change with a key is sent again under it', async () => {
    proxy.loseAnswers(1)
    await remote.dispatch(there.add, chair, frame({ idempotencyKey: 'key-1' }))
    expect(there.runs.map(({ frame: { idempotencyKey } }) => idempotencyKey)).toEqual(['key-1', 'key-1'])
  })

  it('a change without a key is not sent again', async () => {
    proxy.loseAnswers(1)
    await expect(remote.dispatch(there.add, chair, frame())).rejects.toMatchObject(unavailable)
    expect([there.names(), there.counts.get('chair')]).toEqual([['depot.add'], 4])
  })

  it('a change that heeds no key is not sent again, whatever the key', async () => {
    proxy.loseAnswers(1)
    await expect(remote.dispatch(there.take, chair, frame({ idempotencyKey: 'key-1' }))).rejects.toMatchObject(
      unavailable,
    )
    expect(there.counts.get('chair')).toBe(2)
  })

  it('a step and its undo are asked for again, and happen once', async () => {
    const step = { id: 'saga-1:2', operation: there.take, input: chair }
    proxy.loseAnswers(1)
    expect(await remote.step(step, frame())).toEqual({ sku: 'chair', count: 2 })
    proxy.loseAnswers(1)
    await remote.undo({ ...step, operation: there.add }, frame())
    expect([depotProcess.requests(), there.names()]).toEqual([4, ['depot.take', 'depot.add']])
  })
})

it('whatever never left is sent again', async () => {
  const port = Number(new URL(depotProcess.url).port)
  await using direct = closing(remoteTo(depotProcess.url))
  await depotProcess.http.close()
  const refused = connectErrors()
  const call = direct.call(there.take, chair, frame())
  await vi.waitFor(() => expect(refused.count()).toBe(1), { interval: 1 })
  depotProcess = await startDepot(there, { port })
  expect(await call).toEqual({ sku: 'chair', count: 2 })
  refused.forget()
})

it('a module that says itself when to come back is left alone until then', async () => {
  await expect(remote.call(there.trouble, { kind: 'no-database' }, frame())).rejects.toMatchObject(unavailable)
  expect(there.runs).toHaveLength(1)
})

describe('a module that does not answer', () => {
  it('is left alone, and found again by itself', async () => {
    const port = Number(new URL(depotProcess.url).port)
    await using direct = closing(remoteTo(depotProcess.url))
    await depotProcess.http.close()
    const refused = connectErrors()
    for (let index = 0; index < 5; index += 1) {
      await expect(direct.call(there.take, chair, frame())).rejects.toMatchObject(unavailable)
    }
    expect(direct.checks()).toEqual({ depot: 'does not answer' })
    const triedBefore = refused.count()
    await expect(direct.call(there.take, chair, frame())).rejects.toMatchObject({ ...unavailable, retryAfter: 1 })
    expect(refused.count()).toBe(triedBefore)

    depotProcess = await startDepot(there, { port })
    await vi.waitFor(() => direct.call(there.take, chair, frame()), { timeout: 10_000 })
    expect(direct.checks()).toEqual({ depot: 'ok' })
    expect(there.counts.get('chair')).toBe(2)
    refused.forget()
  })

  it('is not one whose neighbour does not answer, or in which something breaks', async () => {
    for (let index = 0; index < 10; index += 1) {
      await expect(remote.call(there.trouble, { kind: 'neighbour' }, frame())).rejects.toMatchObject({ module: 'mint' })
      await expect(remote.call(there.trouble, { kind: 'bug' }, frame())).rejects.toThrow('answered 500')
    }
    expect(remote.checks()).toEqual({ depot: 'ok' })
    expect(there.runs).toHaveLength(20)
  })

  it('is tried by one caller while the others are turned away', async () => {
    for (let index = 0; index < 5; index += 1) {
      await expect(remote.call(there.trouble, { kind: 'no-database' }, frame())).rejects.toMatchObject(unavailable)
    }
    const gate = await vi.waitFor(async () => {
      const call = remote.call(there.trouble, { kind: 'gate' }, frame())
      await Promise.race([call, vi.waitFor(() => expect(there.runs).toHaveLength(6))])
      return { call }
    }, 5_000)
    await expect(remote.call(there.count, { sku: 'chair' }, frame())).rejects.toMatchObject(unavailable)
    expect(there.runs).toHaveLength(6)
    there.openGate()
    expect(await gate.call).toEqual({ sku: 'gate', count: 0 })
    expect(await remote.call(there.count, { sku: 'chair' }, frame())).toEqual({ sku: 'chair', count: 3 })
  })
})

/** Counts the connections that were refused to any client of this depotProcess. */
function connectErrors() {
  let count = 0
  const listener = () => {
    count += 1
  }
  subscribe('undici:client:connectError', listener)
  return { count: () => count, forget: () => unsubscribe('undici:client:connectError', listener) }
}

/** For `await using`. */
function closing(one: Remote): Remote & AsyncDisposable {
  return { ...one, [Symbol.asyncDispose]: one.close }
}
