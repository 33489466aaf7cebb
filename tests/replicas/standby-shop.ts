import { catalogModule } from '@merx/catalog'
import { createHttp, createLog, createRuntime, filledSeams, httpSettings, readSettings } from '@merx/kernel/server'

export type Answered = { readonly status: number; readonly name: string; readonly position: string | undefined }

export type Brand = { readonly id: string; readonly slug: string; readonly version: number }

/** A process of a shop that sells nothing, but has brands. */
export type BrandShop = {
  /** `as`: staff is never given what is kept; `position`: what the caller has seen. */
  read(slug: string, as?: 'guest' | 'staff', position?: string): Promise<Answered>
  create(slug: string, name: string): Promise<Brand>
  /** Gives the position that was handed out. */
  rename(brand: Brand, name: string): Promise<string>
  /** How many reads were answered by the standby and the primary, in all processes of this test so far. */
  reads(): Promise<{ readonly standby: number; readonly primary: number }>
  /** Waits until live readers have dealt with all that is committed. */
  settled(): Promise<void>
  close(): Promise<void>
}

const staffKey = 'the-staff-of-a-shop-with-a-standby-shows-this'

export async function openBrandShop(databaseUrl: string, standbyUrl: string): Promise<BrandShop> {
  const environment = { MERX_STAFF_KEY: staffKey, MERX_MAX_LAG: '10000' }
  const provisions = readSettings([httpSettings, ...(catalogModule.settings ?? [])], environment)
  const runtime = await createRuntime({
    databaseUrl,
    standbyUrl,
    modules: [catalogModule],
    provisions,
    log: createLog('silent'),
    development: true,
  })
  await runtime.start()
  const { fastify, close } = await createHttp(runtime, { settings: filledSeams(provisions)(httpSettings) })
  const staff = { authorization: `Bearer ${staffKey}` }

  const change = async (method: 'POST' | 'PUT', path: string, body: object) => {
    const answer = await fastify.inject({ method, url: `/api/v1/admin/${path}`, headers: staff, payload: body })
    if (answer.statusCode >= 300) throw new Error(answer.body)
    return answer
  }

  return {
    read: async (slug, as = 'guest', position) => {
      const headers = { ...(as === 'staff' && staff), ...(position !== undefined && { 'merx-position': position }) }
      const answer = await fastify.inject({ url: `/api/v1/brands/${slug}`, headers })
      const { name = '' } = answer.json<{ name?: string }>()
      return { status: answer.statusCode, name, position: answer.headers['merx-position']?.toString() }
    },
    create: async (slug, name) => (await change('POST', 'brands', { slug, name, description: '' })).json<Brand>(),
    rename: async ({ id, version }, name) => {
      const { headers } = await change('PUT', `brands/${id}`, { version, name, description: '' })
      return String(headers['merx-position'])
    },
    reads: async () => {
      const { body } = await fastify.inject('/metrics')
      const by = (who: string) =>
        Number(new RegExp(`merx_standby_reads_total{by="${who}"} (\\d+)`).exec(body)?.[1] ?? 0)
      return { standby: by('standby'), primary: by('primary') }
    },
    settled: () => runtime.events.settled(),
    close: async () => {
      await close()
      await runtime.stop()
    },
  }
}
