import { openSetUp, provesIdentity } from '@merx/accounts'
import { stockDemoShop } from '@merx/demo'
import type { Limit } from '@merx/kernel'
import { createDoor, createHttp, type Extension, type OperationLimits } from '@merx/kernel/server'
import { checkout, retryPayment } from '@merx/ordering'
import { storefront } from '@merx/storefront'
import { type Backroom, openBackroom } from './backroom.ts'
import { caughtUp } from './caught-up.ts'
import { bankDoor } from './doors/bank.ts'
import { mailboxDoor } from './doors/mailbox.ts'
import { mediaDoor } from './doors/media.ts'
import { tokenKeysDoor } from './doors/token-keys.ts'
import { checkPublicUrl, lacksPublicUrl } from './public-address.ts'

export type Shop = Pick<Backroom, 'runtime' | 'publicUrl' | 'stop'> & {
  /** By which the first administrator is made: told once, while there is none. */
  readonly setUpLink: string | undefined
}

/** Opens the shop: database, modules, goods on the first start, then the doors. */
export async function startShop(environment: Readonly<Record<string, string | undefined>>): Promise<Shop> {
  const backroom = await openBackroom(environment, { check: checkPublicUrl })
  try {
    const { runtime, settings, httpSettings, graphqlSettings, publicUrl, publicOrigin } = backroom
    warnOfGaps(backroom)
    const isShop = meetsBuyers(backroom)
    const isNew = isShop && settings.MERX_DEMO === 'yes' && (await stockDemoShop(runtime, backroom.say))
    await runtime.start()
    // lists follow the goods by events: the first visitor must not find an empty shop
    if (isNew) await caughtUp(runtime)
    const http = await createHttp(servedBy(backroom), {
      settings: httpSettings,
      operationLimits: operationLimitsOf(backroom),
      graphql: graphqlSettings,
      publicOrigin,
      subgraph: !isShop,
      extend: await doorsOf(backroom),
    })
    const everywhere = settings.NODE_ENV === 'production' ? '0.0.0.0' : 'localhost'
    await http.listen({ port: settings.PORT, host: settings.HOST ?? everywhere })
    return {
      runtime,
      publicUrl,
      setUpLink: await setUpLinkOf(backroom),
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

/** Only where accounts live: of many processes one is given a link, whichever asks first. */
async function setUpLinkOf({ runtime, placement, publicUrl }: Backroom): Promise<string | undefined> {
  if (!placement.here.includes('accounts')) return undefined
  const { token } = await runtime.call(openSetUp, {})
  return token === null ? undefined : `${publicUrl}/account/set-up?token=${token}`
}

/** What a shop that is open to others should not be without, though it can be. */
function warnOfGaps({ runtime: { log }, settings, placement }: Backroom): void {
  if (settings.NODE_ENV !== 'production') return
  if (lacksPublicUrl(settings))
    log.warn('MERX_PUBLIC_URL is not set: links in mails lead to this machine, and cookies are not bound to https')
  if (settings.SMTP_URL === undefined && placement.here.includes('notifications'))
    log.warn('SMTP_URL is not set: mail is kept in the database and sent to nobody')
}

/** One that has only some of the modules stands behind another that meets the buyers. */
function meetsBuyers({ runtime, placement }: Backroom): boolean {
  return placement.here.length === 0 || placement.here.length === runtime.modules.length
}

/** A process serves what lives in it; the edge, in which nothing does, serves everything. */
function servedBy(backroom: Backroom): Parameters<typeof createHttp>[0] {
  const { dispatch, denials, ready, log, answers, development, modules, operations, live, here, recognise } =
    backroom.runtime
  const own = meetsBuyers(backroom)
    ? { modules, operations, live }
    : { modules: here, operations: here.flatMap((module) => module.operations) }
  return { dispatch, denials, ready, log, answers, development, recognise, ...own }
}

/** What asks a bank and holds goods, and what looks at passwords or writes mail, is not to be had as often as one likes. */
function operationLimitsOf({ settings, sharing }: Backroom): OperationLimits {
  const limited = [
    { name: 'checkout', quota: settings.MERX_LIMIT_CHECKOUT, operations: [checkout, retryPayment] },
    { name: 'sign-in', quota: settings.MERX_LIMIT_SIGN_IN, operations: provesIdentity },
  ]
  const byOperation = limited
    .filter(({ quota }) => quota > 0)
    .flatMap(({ name, quota, operations }) =>
      operations.map((operation): [string, Limit] => [operation.name, { name, quota, seconds: 60 }]),
    )
  return { counters: sharing.counters, byOperation: new Map(byOperation) }
}

/** The storefront comes last: it answers every path that nobody else does. */
async function doorsOf(backroom: Backroom): Promise<readonly Extension[]> {
  const { runtime, media, bank, publicUrl, publicOrigin, placement, servicesSettings } = backroom
  const forServices = createDoor({
    secret: placement.secret,
    operations: runtime.operations.filter(({ module }) => placement.here.includes(module)),
    participant: runtime.participant,
    log: runtime.log,
    bodyLimit: servicesSettings.MERX_SERVICE_BODY_LIMIT,
  })
  if (!meetsBuyers(backroom)) return [forServices]
  const forDevelopers = bank ? [bankDoor(bank), mailboxDoor(runtime)] : []
  return [
    forServices,
    mediaDoor(media),
    tokenKeysDoor(runtime),
    ...forDevelopers,
    storefront({ answers: runtime.answers, publicUrl, publicOrigin, development: runtime.development }),
  ]
}
