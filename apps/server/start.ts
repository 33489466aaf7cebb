import { stockDemoShop } from '@merx/demo'
import { createHttp, type Extension } from '@merx/kernel/server'
import { storefront } from '@merx/storefront'
import { type Backroom, openBackroom } from './backroom.ts'
import { bankDoor } from './doors/bank.ts'
import { mailboxDoor } from './doors/mailbox.ts'
import { mediaDoor } from './doors/media.ts'

export type Shop = Pick<Backroom, 'runtime' | 'publicUrl' | 'stop'>

/** Opens the shop: database, modules, goods on the first start, then the doors. */
export async function startShop(environment: Readonly<Record<string, string | undefined>>): Promise<Shop> {
  const backroom = await openBackroom(environment)
  try {
    const { runtime, settings, httpSettings, publicUrl } = backroom
    const isNew = settings.MERX_DEMO === 'yes' && (await stockDemoShop(runtime, backroom.say))
    await runtime.start()
    // lists follow the goods by events: the first visitor must not find an empty shop
    if (isNew) await runtime.events.settled()
    const http = await createHttp(runtime, { settings: httpSettings, extend: await doorsOf(backroom) })
    const everywhere = settings.NODE_ENV === 'production' ? '0.0.0.0' : 'localhost'
    await http.listen({ port: settings.PORT, host: settings.HOST ?? everywhere })
    return {
      runtime,
      publicUrl,
      stop: async () => {
        try {
          await http.close()
        } finally {
          await backroom.stop()
        }
      },
    }
  } catch (error) {
    await backroom.stop()
    throw error
  }
}

/** The storefront comes last: it answers every path that nobody else does. */
async function doorsOf({ runtime, media, bank, publicUrl }: Backroom): Promise<readonly Extension[]> {
  const forDevelopers = bank ? [bankDoor(bank), mailboxDoor(runtime)] : []
  return [mediaDoor(media), ...forDevelopers, storefront({ answers: runtime.answers, publicUrl })]
}
