import type { Frame } from '../operations/frame.ts'
import type { AnyOperation } from '../operations/operation.ts'
import { refuse } from '../operations/refusal.ts'
import type { Log } from '../telemetry/log.ts'
import { outbound } from '../work/outbound.ts'
import { createBatches } from './batches.ts'
import type { Answer, Call } from './envelope.ts'
import type { Participant } from './participant.ts'
import { failureOf } from './reply.ts'
import { createSender } from './sender.ts'
import { createTokens } from './token.ts'

export type RemoteOptions = {
  /** Where modules live, by name: `http://inventory:3000`. */
  readonly urls: Readonly<Record<string, string>>
  readonly secret: string
  /** Milliseconds in which a call must be answered; 10 seconds unless told. */
  readonly timeout?: number
  /** Development parses what comes back, so that processes of different versions are found out. */
  readonly development?: boolean
  readonly log: Log
}

export type Remote = Participant & {
  /** For people and dashboards; a process is ready while its neighbours are not. */
  checks(): Readonly<Record<string, 'ok' | 'does not answer'>>
  close(): Promise<void>
}

/** What is asked of a module, before it is JSON. */
type Asking = Pick<Call, 'kind'> & { readonly operation: AnyOperation; readonly input: unknown; readonly step?: string }

/** Modules in other processes. */
export function createRemote({ urls, secret, timeout = 10_000, development = false, log }: RemoteOptions): Remote {
  const tokens = createTokens(secret)
  const modules = new Map(
    Object.entries(urls).map(([module, url]) => {
      const sender = createSender(module, { url, tokens, timeout, log })
      const batches = createBatches((calls, frame) =>
        sender.send({ calls, idempotencyKey: undefined, repeatable: true }, frame),
      )
      return [module, { sender, batches }]
    }),
  )

  const send = async (asking: Asking, frame: Frame): Promise<Answer> => {
    const { kind, operation, input, step } = asking
    const module = modules.get(operation.module)
    if (!module) throw new Error(`Nobody said where the module '${operation.module}' lives`)
    const call = JSON.stringify({ kind, operation: operation.name, input, step })
    if (operation.kind === 'query') return module.batches.ask(call, frame)
    const { idempotencyKey } = frame
    const [answer = {}] = await module.sender.send(
      { calls: [call], idempotencyKey, repeatable: isRepeatable(asking, frame) },
      frame,
    )
    return answer
  }

  const ask = async (asking: Asking, frame: Frame): Promise<unknown> => {
    const { kind, operation } = asking
    const { problem, refused, output } = await outbound(`${operation.name} in another process`, () =>
      send(asking, frame),
    )
    if (problem) throw failureOf(operation.module, problem)
    if (refused) return refuse(refused.code, refused.data)
    if (kind === 'undo') return undefined
    if (!development) return output
    const parsed = operation.output.safeParse(output)
    if (parsed.success) return parsed.data
    throw new Error(`The output of ${operation.name} does not fit: the other process is of another version`)
  }

  return {
    call: (operation, input, frame) => ask({ kind: 'call', operation, input }, frame),
    dispatch: (operation, input, frame) => ask({ kind: 'dispatch', operation, input }, frame),
    step: ({ id, operation, input }, frame) => ask({ kind: 'step', operation, input, step: id }, frame),
    undo: async ({ id, operation, input }, frame) => {
      await ask({ kind: 'undo', operation, input, step: id }, frame)
    },
    checks: () =>
      Object.fromEntries(
        [...modules].map(([module, { sender }]) => [module, sender.isReachable() ? 'ok' : 'does not answer']),
      ),
    close: async () => {
      await Promise.all([...modules.values()].map(({ sender }) => sender.close()))
    },
  }
}

/** A step and its undo carry an id, and a key is heeded by operations that say so. */
function isRepeatable({ kind, operation }: Asking, { idempotencyKey }: Frame): boolean {
  if (kind === 'step' || kind === 'undo' || operation.kind === 'query') return true
  return operation.idempotency !== undefined && idempotencyKey !== undefined
}
