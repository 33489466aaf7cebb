import type { Frame } from '../operations/frame.ts'
import type { AnyOperation } from '../operations/operation.ts'
import type { Log } from '../telemetry/log.ts'

/** Enters callers who were turned away into the audit log, beside the request that is answered meanwhile. */
export type Denials = { record(operation: AnyOperation, frame: Frame): void }

const minute = 60_000
const mostKept = 5_000

/** The same caller at the same door is entered once a minute: who hammers at it does not fill the table. */
export function createDenials(enter: (operation: AnyOperation, frame: Frame) => Promise<unknown>, log: Log): Denials {
  const entered = new Map<string, number>()
  return {
    record: (operation, frame) => {
      // strangers are in the access log: anybody could fill the table with them
      if (!('id' in frame.caller)) return
      const who = `${frame.caller.kind} ${frame.caller.id} ${operation.name}`
      const last = entered.get(who)
      const now = performance.now()
      if (last !== undefined && now - last < minute) return
      if (entered.size >= mostKept) entered.clear()
      entered.set(who, now)
      enter(operation, { ...frame, idempotencyKey: undefined, issued: new Map() }).catch((error: unknown) =>
        log.error({ err: error, operation: operation.name }, 'a denial could not be entered into the audit log'),
      )
    },
  }
}
