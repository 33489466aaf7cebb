import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenShop, openShop, staffKey } from '../journeys/open-shop.ts'
import { type DescribedOperation, readDescription } from './description.ts'
import { explore, trade } from './explore.ts'
import { hasNaughtyStrings } from './hostile.ts'
import { type HostileRequest, requestsFor } from './requests.ts'
import { createSender, type Sender } from './send.ts'
import { faultOf } from './verdict.ts'

/** `FUZZ_SECONDS=600 FUZZ_SEED=1 npm test -- tests/fuzz` */
const seconds = Number(process.env.FUZZ_SECONDS ?? 60)
const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31))

/** Fewer requests for an operation say nothing. */
const fewest = 20

const patience = 10_000

let shop: OpenShop
let sender: Sender
beforeAll(async () => {
  shop = await openShop()
  sender = createSender(shop.url, patience)
})
afterAll(async () => {
  sender?.close()
  await shop?.stop()
})

test(
  'every operation answers whatever it is sent, in time and as its description says',
  async () => {
    console.log(`fuzzing for ${seconds} s with FUZZ_SEED=${seed}`)
    if (!hasNaughtyStrings) console.log('the big list of naughty strings is not here: skipped')
    const description = readDescription(await getJson('/api/v1/openapi.json'))
    const { carts, told } = await trade(shop.url)
    const known = await explore(shop.url, { description, staffKey, told })
    const each = (seconds * 1_000) / description.operations.length
    const faults: string[] = []
    let sent = 0

    // guests first: what staff do by chance leaves little of a shop to buy in
    for (const operation of description.operations.toSorted((a, b) => Number(a.forStaff) - Number(b.forStaff))) {
      const requests = requestsFor(operation, { description, known, callers: { staffKey, carts } })
      const property = fc.asyncProperty(requests, async (request) => {
        sent += 1
        const fault = faultOf(operation, await sender.send(request))
        if (fault !== undefined) throw new Error(fault)
      })
      // so many however slow the machine is, then more for as long as there is time
      for (const limits of [{ numRuns: fewest }, { numRuns: 100_000, interruptAfterTimeLimit: each }]) {
        const run = await fc.check(property, { seed, ...limits })
        if (!run.failed || !run.counterexample) continue
        faults.push(faultOn(operation, run.counterexample[0], run))
        break
      }
    }

    console.log(`${sent} requests for ${description.operations.length} operations`)
    expect(faults.join('\n\n')).toBe('')
    await expectSound()
  },
  seconds * 3_000 + 60_000,
)

type Run = { readonly counterexamplePath: string | null; readonly errorInstance: unknown }

function faultOn(
  { id }: DescribedOperation,
  request: HostileRequest,
  { counterexamplePath, errorInstance }: Run,
): string {
  const { method, path, headers, body } = request
  const shown = body && body.length > 2_000 ? `${body.subarray(0, 2_000)} (${body.length} bytes)` : body?.toString()
  return [
    `${id}: ${errorInstance instanceof Error ? errorInstance.message : errorInstance}`,
    `  ${method} ${path.slice(0, 2_000)}`,
    `  ${JSON.stringify(headers)}`,
    ...(shown === undefined ? [] : [`  ${shown}`]),
    `  FUZZ_SEED=${seed} path ${counterexamplePath}`,
  ].join('\n')
}

/** Afterwards the shop still stands, has complained of nothing and left nothing undone. */
async function expectSound(): Promise<void> {
  expect((await fetch(`${shop.url}/readyz`)).status).toBe(200)
  expect(
    shop
      .output()
      .split('\n')
      .filter((line) => line.includes('"level":50')),
  ).toEqual([])
  const metrics = await (await fetch(`${shop.url}/metrics`)).text()
  const stuck = metrics.split('\n').filter((line) => /^merx_\w*(parked|dead)\w*(\{.*\})? [^0]/.test(line))
  expect(stuck).toEqual([])
}

async function getJson(path: string): Promise<unknown> {
  return (await fetch(shop.url + path)).json()
}
