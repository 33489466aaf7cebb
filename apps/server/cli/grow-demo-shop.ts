import { parseArgs } from 'node:util'
import { growShop } from '@merx/demo'
import { openBackroom } from '../backroom.ts'
import { caughtUp } from '../caught-up.ts'
import { UsageError } from './usage.ts'

const usage = 'Usage: npm run demo -- --products 100000'

/** `npm run demo -- --products N`: a shop of N products, made by varying Noirel's. */
export async function growDemoShop(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { products: { type: 'string' } } })
  const count = Number(values.products)
  if (!Number.isSafeInteger(count) || count < 1) throw new UsageError(usage)
  const backroom = await openBackroom(process.env)
  try {
    await backroom.runtime.start()
    await growShop(backroom.runtime, { count, log: backroom.say })
    backroom.say('Waiting until lists and pages show it ...')
    await caughtUp(backroom.runtime)
  } finally {
    await backroom.stop()
  }
}
