import { defineModule, job, settings } from '@merx/kernel'
import { createHttp, createLog, createRuntime, filledSeams, httpSettings, readSettings } from '@merx/kernel/server'
import { z } from 'zod'

/** A copy of a shop that does nothing but run one job by the clock, and writes down when. */
const clock = defineModule({
  name: 'clock',
  migrations: new URL('./clock/', import.meta.url),
  operations: [],
  jobs: [
    job({
      name: 'clock.run',
      every: 0.05,
      run: async ({ sql }) => {
        const [run] = await sql<{ id: number }[]>`insert into clock.run (process) values (${process.pid}) returning id`
        await sql`select pg_sleep(0.3)`
        await sql`update clock.run set ended_at = clock_timestamp() where id = ${run?.id ?? 0}`
      },
    }),
  ],
})

const own = settings('clock copy', z.object({ PORT: z.coerce.number(), DATABASE_URL: z.string() }))

const told = Promise.withResolvers<void>()
process.once('SIGTERM', () => told.resolve())
process.once('disconnect', () => told.resolve())

const { PORT = '', DATABASE_URL = '' } = process.env
const provisions = readSettings([own, httpSettings], { PORT, DATABASE_URL })
const read = filledSeams(provisions)
const runtime = await createRuntime({
  databaseUrl: read(own).DATABASE_URL,
  modules: [clock],
  provisions,
  log: createLog('warn'),
  development: true,
})
await runtime.start()
const http = await createHttp(runtime, { settings: read(httpSettings) })
process.stdout.write(`Merx is open at ${await http.listen({ port: read(own).PORT })}\n`)
await told.promise
await http.close()
await runtime.stop()
process.exit(0)
