import { collectDefaultMetrics, Registry } from 'prom-client'

/** What `/metrics` shows. Names begin with `merx_`, times are in seconds. */
export const registry = new Registry()

collectDefaultMetrics({ register: registry })
