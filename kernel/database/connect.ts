import postgres from 'postgres'

/** How a pool of connections behaves; times in milliseconds. */
type Role = {
  readonly name: string
  readonly max: number
  readonly statement: number
  readonly lock: number
  readonly idle: number
  /** Seconds until a connection that nobody uses is closed; 0 keeps it. */
  readonly spare: number
  /**
   * Which plans are kept. `anew`: large batches are planned each time, because the tables they fill grow under a plan that is kept.
   * `anew-but-checks`: the same for who writes little else; no statement is kept, which costs each of them a round trip, but foreign keys
   * keep the plans of their checks. With `anew` those too are planned for every row.
   */
  readonly plans: 'kept' | 'anew' | 'anew-but-checks'
}

export type Pool = postgres.Sql<{ bigint: number }>

/** One PostgreSQL database: a small pool for each kind of work, so that none can starve another. */
export type Database = {
  readonly url: string
  /** Requests. */
  readonly web: Pool
  /** Durable readers, jobs. */
  readonly consumers: Pool
  /** What Merx does when told by the command line or a program, and batches of many events: thousands of rows a statement. */
  readonly loads: Pool
  /** Readiness, upkeep of the log, notifications, and looking again and again for what is due: deliveries, sagas left behind. */
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
  const open = (role: Role): Pool => openPool(role, options)
  const web = open({
    name: 'web',
    max: options.webConnections ?? 8,
    statement: 15_000,
    lock: 5_000,
    idle: 15_000,
    spare: 0,
    plans: 'kept',
  })
  const consumers = open({
    name: 'consumers',
    max: 6,
    statement: 60_000,
    lock: 10_000,
    idle: 60_000,
    spare: 0,
    plans: 'anew',
  })
  const loads = open({
    name: 'loads',
    max: 8,
    statement: 60_000,
    lock: 30_000,
    idle: 60_000,
    spare: 10,
    plans: 'anew-but-checks',
  })
  const clock = open({ name: 'clock', max: 3, statement: 30_000, lock: 5_000, idle: 30_000, spare: 0, plans: 'kept' })
  return {
    url: options.url,
    web,
    consumers,
    loads,
    clock,
    end: async () => {
      await Promise.all([web, consumers, loads, clock].map((pool) => pool.end({ timeout: 2 })))
    },
  }
}

/** A small pool on standbys of a database, for requests. One that does not answer soon is not waited for: the primary is there. */
export function connectStandby({ url, connections }: { readonly url: string; readonly connections: number }): Pool {
  return openPool(
    { name: 'standby', max: connections, statement: 5_000, lock: 1_000, idle: 5_000, spare: 0, plans: 'kept' },
    { url },
  )
}

function openPool(role: Role, { url, onStatement }: DatabaseOptions): Pool {
  return postgres(url, {
    max: role.max,
    types: { bigint },
    ...pipelining,
    prepare: role.plans !== 'anew-but-checks',
    // after a restart of the database the first statement finds it again, not one of twenty seconds later
    backoff: () => 0.1,
    idle_timeout: role.spare,
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
      plan_cache_mode: role.plans === 'anew' ? 'force_custom_plan' : 'auto',
      TimeZone: 'UTC',
    },
  })
}
