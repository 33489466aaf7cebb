import { setTimeout as wait } from 'node:timers/promises'
import type { EventLog } from '../events/log.ts'
import type { Home } from './home.ts'
import type { Jobs } from './jobs.ts'

/** Milliseconds between two looks at logs that wait for each other. */
const pause = 5

/** The logs of all databases of this process as one. */
export function logOf(homes: readonly Home[]): EventLog {
  const logs = homes.map(({ events }) => events)
  const [only] = logs
  if (only && logs.length === 1) return only
  return {
    start: async () => void (await Promise.all(logs.map((log) => log.start()))),
    stop: async () => void (await Promise.all(logs.map((log) => log.stop()))),
    wake: (written) => {
      for (const log of logs) log.wake(written)
    },
    applyLocally: (events) => {
      for (const log of logs) log.applyLocally(events)
    },
    lag: async () => {
      const lags = await Promise.all(logs.map((log) => log.lag()))
      const sum = (count: 'waiting' | 'due' | 'dead') =>
        lags.reduce((all, { deliveries }) => all + deliveries[count], 0)
      return {
        consumers: lags.flatMap(({ consumers }) => consumers),
        deliveries: { waiting: sum('waiting'), due: sum('due'), dead: sum('dead') },
        relays: lags.flatMap(({ relays }) => relays),
      }
    },
    receiverLag: async () => (await Promise.all(logs.map((log) => log.receiverLag()))).flat(),
    settled: async () => {
      // what one log has dealt with may come to another by the bus: quiet when a whole round found every relay at its end before and after
      for (;;) {
        for (const log of logs) await log.settled()
        const lags = await Promise.all(logs.map((log) => log.lag()))
        const waits = lags.some(
          ({ relays, consumers, deliveries }) =>
            deliveries.due > 0 || [...relays, ...consumers].some(({ events }) => events > 0),
        )
        if (!waits) return
        await wait(pause)
      }
    },
    redrive: async (name) => {
      const redriven = await Promise.all(logs.map((log) => log.redrive(name)))
      return redriven.reduce((all, one) => all + one, 0)
    },
    republish: async (eventName) => {
      const [module] = eventName.split('.')
      const home = homes.find(({ modules }) => modules.some(({ name }) => name === module))
      if (!home) throw new Error(`The module of '${eventName}' does not live here`)
      return home.events.republish(eventName)
    },
    round: async () => void (await Promise.all(logs.map((log) => log.round()))),
  }
}

/** The jobs of all databases of this process as one. */
export function jobsOf(homes: readonly Home[]): Jobs {
  return {
    start: async () => void (await Promise.all(homes.map(({ jobs }) => jobs.start()))),
    stop: async () => void (await Promise.all(homes.map(({ jobs }) => jobs.stop()))),
    runJob: async (name) => {
      const [module] = name.split('.')
      const own = homes.filter(({ modules }) => module === 'kernel' || modules.some((one) => one.name === module))
      if (own.length === 0) throw new Error(`The module of the job '${name}' does not live here`)
      await Promise.all(own.map(({ jobs }) => jobs.runJob(name)))
    },
  }
}
