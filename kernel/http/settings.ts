import { z } from 'zod'
import { settings } from '../runtime/settings.ts'

const secret = z.string().min(32, 'must have at least 32 characters').optional()

const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )

const amount = (standard: number) => z.coerce.number().int().min(1).default(standard)

/** The doors of a process and their limits. */
export const httpSettings = settings(
  'http',
  z.object({
    /** Staff call with it until accounts arrive; absent: nobody is staff. */
    MERX_STAFF_KEY: secret,
    /** Reads `/metrics`; absent: nobody may, in development callers on this machine. */
    MERX_METRICS_KEY: secret,
    /** Origins of other sites whose pages may call the API, without cookies. */
    MERX_CORS_ORIGINS: list,
    /** Addresses or networks of proxies whose `X-Forwarded-*` count; `true` for whoever connects. */
    MERX_TRUST_PROXY: list.transform((proxies) =>
      proxies[0] === 'true' ? true : proxies.length > 0 ? proxies : false,
    ),
    /** Bytes of a body. */
    MERX_BODY_LIMIT: amount(256 * 1024),
    /** Seconds in which a request must have arrived whole. */
    MERX_REQUEST_TIMEOUT: amount(30),
    /** Requests that are being received, worked on or answered at once; more are told to come back. */
    MERX_MAX_IN_FLIGHT: amount(2_000),
    /** Operations at once, of which all but a pool of connections wait; more are told to come back. Answers from memory do not count. */
    MERX_MAX_OPERATIONS: amount(400),
    /** Requests to the API that one address may make in a minute at one process; 0: any number. Callers of its own network are not limited. */
    MERX_LIMIT_API: z.coerce.number().int().min(0).default(6_000),
    /** Milliseconds that the event loop may be late before requests are told to come back. */
    MERX_MAX_LAG: amount(1_000),
    /** Connections for live updates; more are told to come back. */
    MERX_LIVE_CONNECTIONS: amount(10_000),
    /** The same from one address, or one network of IPv6. */
    MERX_LIVE_PER_ADDRESS: amount(100),
    /** Which requests are logged: all, or those that change something, fail or take longer than a second. */
    MERX_ACCESS_LOG: z.enum(['all', 'notable']).default('notable'),
    /** Seconds that a process which is to stop goes on serving, so that balancers see its `/readyz`; 4, in development 0. */
    MERX_DRAIN_SECONDS: z.coerce.number().min(0).max(600).optional(),
  }),
)

export type HttpSettings = z.output<typeof httpSettings.schema>
