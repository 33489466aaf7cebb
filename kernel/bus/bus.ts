import type { NewEvent } from '../events/publish.ts'

/** An event on its way between databases: as it lies in the log of the module that published it. */
export type BusEvent = NewEvent & { readonly occurredAt: string }

/**
 * Carries events between databases and processes. A stream is the log of one module; events of one key keep their order within it. At
 * least once: a receiver tells a repeat by the event's id.
 */
export type EventBus = {
  /** Whether other processes publish and follow here too. Where not, each process has followers of its own. */
  readonly shared: boolean
  /**
   * Puts events at the end of a module's stream in their order; resolves when the bus has them for good. When it throws, any number of
   * the first may have been put: to be repeated from the first on. A bus that cannot be reached throws within seconds. Of a module the
   * next are published when this has ended.
   */
  publish(module: string, events: readonly BusEvent[]): Promise<void>
  /**
   * Follows the streams of `modules` durably under a name, from their beginning at first: a batch is acknowledged when `receive` resolves,
   * given again when it throws, and nothing of its stream is given before. One process at a time follows under a name; its successor
   * is given what it left unacknowledged before anything later. Resolves when it follows, throws when the bus cannot be reached.
   */
  follow(following: Following): Promise<Followed>
  /** Hears what is published from now on, in memory; `lost` is called when something may have been missed. */
  listen(listening: Listening): Promise<Leave>
  close(): Promise<void>
}

export type Following = {
  readonly name: string
  readonly modules: readonly string[]
  /** The events wanted, by name; others of the streams are not delivered. */
  readonly names: readonly string[]
  /** Events as they came: nobody vouches for what lies on a broker. */
  readonly receive: (messages: readonly unknown[]) => Promise<void>
}

export type Listening = {
  readonly modules: readonly string[]
  readonly hear: (messages: readonly unknown[]) => void
  readonly lost: () => void
}

/** Ends a reading; what is in flight is finished first. */
export type Leave = { leave(): Promise<void> }

export type Followed = Leave & { behind(): Promise<Behind> }

export type Behind = {
  /** Events of the streams that were not acknowledged yet, wanted or not. */
  readonly events: number
  /** The age of the oldest of them. */
  readonly seconds: number
}
