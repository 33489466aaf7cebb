import postgres from 'postgres'

/** How a pool of connections behaves; times in milliseconds. */
type Role = {
  readonly name: string
  readonly max: number
  readonly statement: number
  readonly lock: number
  readonly idle: number
  /** How often a statement is planned: large batches each time, because the tables they fill grow under a plan that is kept. */
  readonly plans: 'auto' | 'force_custom_plan'
}

export type Pool = postgres.Sql<{ bigint: number }>

/** One PostgreSQL database: a small pool for each kind of work, so that none can starve another. */
export type Database = {
  readonly url: string
  /** Requests. */
  readonly web: Pool
  /** Durable readers, deliveries, jobs. */
  readonly consumers: Pool
  /** Readiness, upkeep of the log, notifications. */
  readonly clock: Pool
  end(): Promise<void>
}

export type DatabaseOptions = {
  readonly url: string
  readonly webConnections?: number
  /** Sees every statement of the web pool; for counting in tests and benchmarks. */
  readonly onStatement?: (statement: string) => void
}

/** `int8` arrives as a number; beyond 2^53 it throws, because money and counters never guess. */
const bigint = {
  to: 20,
  from: [20],
  serialize: String,
  parse: (text: string): number => {
    const value = Number(text)
    if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a safe integer`)
    return value
  },
}

// postgres.js 3.4.9 forgets to reserve a connection for a BEGIN that it pipelines as the last one allowed, and two units would share it;
// so there is no last one (the driver's types do not know the option)
const pipelining = { max_pipeline: Number.MAX_SAFE_INTEGER }

export function connect(options: DatabaseOptions): Database {
  const { onStatement } = options
  const open = (role: Role): Pool =>
    postgres(options.url, {
      max: role.max,
      types: { bigint },
      ...pipelining,
      // after a restart of the database the first statement finds it again, not one of twenty seconds later
      backoff: () => 0.1,
      idle_timeout: 0,
      max_lifetime: null,
      connect_timeout: 10,
      onnotice: () => {},
      ...(onStatement && role.name === 'web'
        ? { debug: (_connection: number, statement: string) => onStatement(statement) }
        : {}),
      connection: {
        application_name: `merx-${role.name}`,
        statement_timeout: role.statement,
        lock_timeout: role.lock,
        idle_in_transaction_session_timeout: role.idle,
        plan_cache_mode: role.plans,
        TimeZone: 'UTC',
      },
    })
  const web = open({
    name: 'web',
    max: options.webConnections ?? 8,
    statement: 15_000,
    lock: 5_000,
    idle: 15_000,
    plans: 'auto',
  })
  const consumers = open({
    name: 'consumers',
    max: 6,
    statement: 60_000,
    lock: 10_000,
    idle: 60_000,
    plans: 'force_custom_plan',
  })
  const clock = open({ name: 'clock', max: 3, statement: 30_000, lock: 5_000, idle: 30_000, plans: 'auto' })
  return {
    url: options.url,
    web,
    consumers,
    clock,
    end: async () => {
      await Promise.all([web, consumers, clock].map((pool) => pool.end({ timeout: 2 })))
    },
  }
}
