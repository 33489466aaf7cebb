import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isRefused } from '../operations/refusal.ts'
import { insideUnit } from '../work/outbound.ts'
import { type Depot, type DepotProcess, depot, frame, remoteTo, startDepot } from './depot.fixture.ts'
import type { Remote } from './remote.ts'
import { ModuleUnavailable } from './unavailable.ts'

let there: Depot
let depotProcess: DepotProcess
let remote: Remote

beforeEach(async () => {
  there = depot()
  depotProcess = await startDepot(there)
  remote = remoteTo(depotProcess.url)
})
afterEach(async () => {
  await remote.close()
  await depotProcess.http.close()
})

describe('a call to a module in another process', () => {
  it('gives the output, the defaults of its input filled in', async () => {
    expect(await remote.call(there.count, { sku: 'chair' }, frame())).toEqual({ sku: 'chair', count: 3 })
    expect(await remote.call(there.take, { sku: 'chair' }, frame())).toEqual({ sku: 'chair', count: 2 })
  })

  it('gives the refusal with its code and data', async () => {
    const refusal = await remote.dispatch(there.count, { sku: 'table' }, frame())
    expect(isRefused(refusal) && [refusal.code, refusal.data]).toEqual([
      'unknown_sku',
      { detail: "There is no 'table'.", sku: 'table' },
    ])
    const tooFew = await remote.step({ id: 's:1', operation: there.take, input: { sku: 'chair', amount: 9 } }, frame())
    expect(isRefused(tooFew) && [tooFew.code, tooFew.data]).toEqual(['too_few', { left: 3 }])
    expect(there.counts.get('chair')).toBe(3)
  })

  it('carries the caller, the ids, the tokens shown, the key and the pool', async () => {
    const given = frame({
      caller: { kind: 'staff', id: 'müller', permissions: ['depot:write'] },
      credentials: { cart: 'a-cart', order: 'an-order' },
      idempotencyKey: 'key-1',
      pool: 'consumers',
    })
    await remote.dispatch(there.add, { sku: 'chair' }, given)
    const { issued: _, ...carried } = given
    expect(there.runs).toMatchObject([{ operation: 'depot.add', frame: carried }])
    await remote.call(there.add, { sku: 'chair' }, frame({ caller: { kind: 'system' } }))
    expect(there.runs[1]?.frame).toMatchObject({
      caller: { kind: 'system' },
      credentials: {},
      idempotencyKey: undefined,
    })
  })

  it('hands on the tokens that were handed out', async () => {
    const given = frame()
    given.issued.set('order', 'from-here')
    await remote.dispatch(there.add, { sku: 'chair' }, given)
    expect([...given.issued]).toEqual([
      ['order', 'from-here'],
      ['cart', 'for-chair'],
    ])
  })

  it('takes and undoes steps by their ids', async () => {
    const step = { id: 'saga-1:2', operation: there.take, input: { sku: 'chair', amount: 2 } }
    expect(await remote.step(step, frame())).toEqual({ sku: 'chair', count: 1 })
    expect(await remote.step(step, frame())).toEqual({ sku: 'chair', count: 1 })
    await remote.undo({ ...step, operation: there.add }, frame())
    await remote.undo({ ...step, operation: there.add }, frame())
    expect(there.names()).toEqual(['depot.take', 'depot.add'])
    await expect(remote.step(step, frame())).rejects.toThrow('depot answered 500')
  })

  it('is not made inside a unit of work', async () => {
    const call = insideUnit(() => remote.call(there.count, { sku: 'chair' }, frame()))
    await expect(call).rejects.toThrow('depot.count in another process is called inside a unit of work')
    expect(depotProcess.requests()).toBe(0)
  })
})

describe('trouble at the other side', () => {
  const trouble = (kind: string, more = {}) => remote.call(there.trouble, { kind }, frame(more))

  it('is ours without its words, where nobody foresaw it', async () => {
    await expect(trouble('bug', { requestId: 'proxy-0001' })).rejects.toThrow(
      /^depot answered 500 internal: (?!.*shelf)/,
    )
    expect(depotProcess.logged).toMatchObject([{ requestId: 'proxy-0001' }, { requestId: 'proxy-0001', status: 500 }])
  })

  it('makes the module unavailable, where it may pass', async () => {
    await expect(trouble('no-database')).rejects.toMatchObject({ module: 'depot', retryAfter: 1 })
    await expect(trouble('no-database')).rejects.toBeInstanceOf(ModuleUnavailable)
  })

  it('behind it names the module that is not reached', async () => {
    await expect(trouble('neighbour')).rejects.toMatchObject({
      name: 'ModuleUnavailable',
      module: 'mint',
      retryAfter: 7,
    })
  })

  it('is an output of another shape than it declares', async () => {
    await expect(trouble('odd')).rejects.toThrow('The output of depot.trouble does not fit')
  })

  it('is no answer within the time', async () => {
    await using hasty = closing(remoteTo(depotProcess.url, { timeout: 150 }))
    const began = performance.now()
    const error = await hasty.call(there.trouble, { kind: 'never' }, frame()).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'ModuleUnavailable', cause: { message: 'gave no answer within 150 ms' } })
    expect(performance.now() - began).toBeGreaterThan(140)
    expect(there.names()).toEqual(['depot.trouble'])
  })

  it('is a secret of its own', async () => {
    await using stranger = closing(remoteTo(depotProcess.url, { secret: 'another-secret-that-is-long-enough-too' }))
    await expect(stranger.call(there.count, { sku: 'chair' }, frame())).rejects.toThrow(
      'is MERX_SERVICE_SECRET the same',
    )
    expect(there.runs).toEqual([])
  })

  it('is an operation that it does not have', async () => {
    const renamed = { ...there.count, name: 'depot.count-all' }
    await expect(remote.call(renamed, { sku: 'chair' }, frame())).rejects.toThrow(
      /404 unknown_operation: .*versions differ/,
    )
  })

  it('is an address where something else answers', async () => {
    await using lost = closing(
      remoteTo(depotProcess.url, { urls: { depot: depotProcess.url, mint: depotProcess.url } }),
    )
    const operation = { ...there.count, module: 'mint' }
    await expect(lost.call(operation, { sku: 'chair' }, frame())).rejects.toThrow('mint answered 404 not_found')
    await expect(lost.call({ ...operation, module: 'nowhere' }, {}, frame())).rejects.toThrow("'nowhere' lives")
  })
})

describe('queries of one caller in one tick', () => {
  it('go in one request, equal ones once, up to fifty', async () => {
    for (let index = 0; index < 60; index += 1) there.counts.set(`sku-${index}`, index)
    const one = frame()
    const asked = Array.from({ length: 120 }, (_, index) =>
      // each call has a frame of its own, made from that of the request
      remote.call(there.count, { sku: `sku-${index % 60}` }, { ...one, idempotencyKey: undefined }),
    )
    const answers = await Promise.all(asked)
    expect(answers).toEqual(asked.map((_, index) => ({ sku: `sku-${index % 60}`, count: index % 60 })))
    expect([depotProcess.requests(), there.runs.length]).toEqual([2, 60])
  })

  it('take along what is asked in the microtasks of the tick, and no later ones', async () => {
    const one = frame()
    const soon = Promise.resolve().then(() => remote.call(there.count, { sku: 'chair' }, one))
    await Promise.all([remote.call(there.count, { sku: 'table' }, one), soon])
    expect(depotProcess.requests()).toBe(1)
    await remote.call(there.count, { sku: 'chair' }, one)
    expect(depotProcess.requests()).toBe(2)
  })

  it('fail one by one', async () => {
    const one = frame({ credentials: { cart: 'a-cart' } })
    const [bug, count, refused, neighbour] = await Promise.allSettled([
      remote.call(there.trouble, { kind: 'bug' }, one),
      remote.call(there.count, { sku: 'chair' }, one),
      remote.call(there.count, { sku: 'table' }, one),
      remote.call(there.trouble, { kind: 'neighbour' }, one),
    ])
    expect(bug).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(/^depot answered 500/) } })
    expect(count).toEqual({ status: 'fulfilled', value: { sku: 'chair', count: 3 } })
    expect(refused).toMatchObject({ status: 'fulfilled', value: { code: 'unknown_sku' } })
    expect(neighbour).toMatchObject({ status: 'rejected', reason: { name: 'ModuleUnavailable', module: 'mint' } })
    expect(depotProcess.requests()).toBe(1)
    // by the ids alone: the log shows no token of the caller
    const { requestId, traceId } = one
    expect(depotProcess.logged).toEqual([
      { err: expect.objectContaining({ message: 'the shelf with secret things fell over' }), requestId, traceId },
      { err: expect.objectContaining({ module: 'mint' }), requestId, traceId },
    ])
  })

  it('are not mixed with those of another caller, nor with changes', async () => {
    const one = frame()
    const staff = { ...one, caller: { kind: 'staff', id: 'key', permissions: 'all' } } as const
    await Promise.all([
      remote.call(there.count, { sku: 'chair' }, one),
      remote.call(there.count, { sku: 'chair' }, staff),
      remote.call(there.count, { sku: 'chair' }, frame()),
      remote.call(there.take, { sku: 'chair' }, one),
    ])
    expect(depotProcess.requests()).toBe(4)
    expect(there.runs.map(({ frame: { caller } }) => caller.kind).toSorted()).toEqual([
      'guest',
      'guest',
      'guest',
      'staff',
    ])
  })
})

/** For `await using`. */
function closing(one: Remote): Remote & AsyncDisposable {
  return { ...one, [Symbol.asyncDispose]: one.close }
}
