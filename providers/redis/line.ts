import type { Log } from '@merx/kernel'
import { Redis } from 'ioredis'
import { type Script, scripts } from './scripts.ts'
import { soon } from './soon.ts'

/** The way to Redis, which may be gone at any time: whoever asks is answered or refused within fifty milliseconds. */
export type Line = {
  isUp(): boolean
  /** Changes whenever something that was sent may not have arrived. */
  era(): number
  /** Throws at once while Redis is away. What is sent first is done first. */
  run(script: Script, keys: readonly string[], args: readonly (string | Buffer)[]): Promise<unknown>
  /** Runs whenever Redis is reached, at first and after each loss, before anybody else may use the line. */
  onReach(begin: (run: Line['run']) => Promise<void>): void
  /** Hears a channel, whenever the line is up. */
  hear(channel: string, listen: (message: string) => void): void
  close(): void
}

export type LineOptions = { readonly url: string; readonly log: Log }

/** Milliseconds: for an answer, and between two tries of a Redis that is away. */
const patience = 50
const rest = 500

export function openLine({ url, log }: LineOptions): Line {
  const options = {
    // what was not answered is not sent again: a line that came back begins anew
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 5_000,
    keepAlive: 10_000,
    retryStrategy: (tries: number) => Math.min(tries * 50, rest),
  }
  const asking = new Redis(url, options)
  const hearing = new Redis(url, options)
  const begins: Parameters<Line['onReach']>[0][] = []
  const channels = new Map<string, (message: string) => void>()
  let state: 'up' | 'away' | 'closed' = 'away'
  let told = false
  let era = 0
  let retry: NodeJS.Timeout | undefined

  const lose = (error: unknown): void => {
    if (state === 'closed') return
    era += 1
    if (!told) log.warn({ err: error }, 'Redis is away: this process goes on with its own memory')
    told = true
    state = 'away'
    retry ??= setTimeout(() => {
      retry = undefined
      reach()
    }, rest).unref()
  }

  const send: Line['run'] = async ({ digest }, keys, args) =>
    soon(asking.callBuffer('EVALSHA', digest, keys.length, ...keys, ...args), patience)

  const begin = async (): Promise<void> => {
    for (const { text } of scripts) await soon(asking.script('LOAD', text), patience)
    if (channels.size > 0) await soon(hearing.subscribe(...channels.keys()), patience)
    for (const one of begins) await one(send)
  }

  let reaching = false
  const reach = (): void => {
    if (reaching || state !== 'away') return
    if (asking.status !== 'ready' || hearing.status !== 'ready') return
    reaching = true
    const started = era
    begin()
      .then(() => {
        // what was lost meanwhile may be what was just begun
        if (era !== started) throw new Error('Redis went away while it was being reached')
        if (state === 'closed') return
        state = 'up'
        if (told) log.info('Redis is there again')
        told = false
      })
      .catch(lose)
      .finally(() => {
        reaching = false
      })
  }

  for (const connection of [asking, hearing]) {
    connection.on('ready', reach)
    connection.on('error', lose)
    connection.on('close', () => lose(new Error('Redis closed the connection')))
  }
  hearing.on('message', (channel: string, message: string) => channels.get(channel)?.(message))

  return {
    isUp: () => state === 'up',
    era: () => era,
    run: async (...call) => {
      if (state !== 'up') throw new Error('Redis is away')
      try {
        return await send(...call)
      } catch (error) {
        lose(error)
        throw error
      }
    },
    onReach: (one) => void begins.push(one),
    hear: (channel, listen) => void channels.set(channel, listen),
    close: () => {
      state = 'closed'
      clearTimeout(retry)
      for (const connection of [asking, hearing]) connection.disconnect()
    },
  }
}
