import type { FastifyInstance, FastifyRequest } from 'fastify'
import { failureOf } from '../http/failure.ts'
import { fieldErrors } from '../http/field-errors.ts'
import type { Guard } from '../http/guard.ts'
import { Fault } from '../http/problem.ts'
import type { Extension } from '../http/server.ts'
import type { Frame } from '../operations/frame.ts'
import type { AnyOperation } from '../operations/operation.ts'
import { isRefused } from '../operations/refusal.ts'
import type { Log } from '../telemetry/log.ts'
import { type Answer, type Call, Envelope, pathOf } from './envelope.ts'
import type { Participant, Step } from './participant.ts'
import { createTokens, type Identity, type Tokens } from './token.ts'

export type DoorOptions = {
  /** Absent: there is no door. */
  readonly secret: string | undefined
  /** Of the modules that live here. */
  readonly operations: readonly AnyOperation[]
  /** Runs them. */
  readonly participant: Participant
  readonly log: Log
  /** Bytes of a request. */
  readonly bodyLimit: number
}

/** Lets the shop's other processes in: `POST /internal/<module>` for each module here, outside of the API. */
export function createDoor({ secret, operations, bodyLimit, ...rest }: DoorOptions): Extension {
  return (fastify, { guard }) => {
    if (secret === undefined) return
    const tokens = createTokens(secret)
    fastify.decorateRequest(identified)
    // what stands on other answers is for browsers
    fastify.decorateRequest('standingHeaders', { getter: () => noHeaders })
    fastify.addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      fastify.getDefaultJsonParser('error', 'error'),
    )
    for (const [module, ofModule] of Map.groupBy(operations, (operation) => operation.module)) {
      const answer = createAnswering(new Map(ofModule.map((operation) => [operation.name, operation])), {
        ...rest,
        guard,
      })
      addRoute(fastify, { module, tokens, answer, bodyLimit })
    }
  }
}

type Route = {
  readonly module: string
  readonly tokens: Tokens
  readonly answer: (request: FastifyRequest, identity: Identity) => Promise<string>
  readonly bodyLimit: number
}

const identified = 'merxProcess'

const noHeaders = {}

function addRoute(fastify: FastifyInstance, { module, tokens, answer, bodyLimit }: Route): void {
  fastify.post(pathOf(module), {
    bodyLimit,
    // before the body is read: nothing is received from strangers
    onRequest: (request, _reply, done) => {
      const { authorization = '' } = request.headers
      const identity = authorization.startsWith('Bearer ') ? tokens.read(authorization.slice(7), module) : undefined
      request.setDecorator(identified, identity)
      done(identity ? undefined : new Fault('unauthenticated'))
    },
    handler: async (request, reply) => {
      const body = await answer(request, request.getDecorator<Identity>(identified))
      return reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send(body)
    },
  })
}

type Answering = Pick<DoorOptions, 'participant' | 'log'> & { readonly guard: Pick<Guard, 'begin' | 'end'> }

function createAnswering(
  operations: ReadonlyMap<string, AnyOperation>,
  { participant, log, guard }: Answering,
): Route['answer'] {
  const ask = (call: Call, { operation, input }: Omit<Step, 'id'>, frame: Frame): Promise<unknown> => {
    switch (call.kind) {
      case 'call':
        return participant.call(operation, input, frame)
      case 'dispatch':
        return participant.dispatch(operation, input, frame)
      case 'step':
        return participant.step({ id: call.step, operation, input }, frame)
      case 'undo':
        return participant.undo({ id: call.step, operation, input }, frame)
    }
  }

  const run = async (call: Call, frame: Frame): Promise<Answer> => {
    const operation = operations.get(call.operation)
    if (!operation) throw new Fault('unknown_operation', { data: { operation: call.operation } })
    if ('step' in call && operation.kind !== 'command') throw new Fault('malformed_request')
    const input = operation.input.safeParse(call.input)
    if (!input.success)
      throw new Fault('invalid_input', { data: { errors: fieldErrors(input.error.issues, call.input) } })
    if (!guard.begin()) throw new Fault('overloaded')
    try {
      const output = await ask(call, { operation, input: input.data }, frame)
      return isRefused(output) ? { refused: { code: output.code, data: output.data } } : { output }
    } finally {
      guard.end()
    }
  }

  /** Of several queries each fails alone. */
  const runAmongOthers = async (call: Call, frame: Frame): Promise<Answer> => {
    try {
      return await run(call, frame)
    } catch (error) {
      // the ids alone: a frame holds the caller's tokens, and what is given here is logged
      const { requestId, traceId } = frame
      return { problem: failureOf(error, { requestId, traceId }, log).problem }
    }
  }

  const isChange = ({ operation }: Call): boolean => (operations.get(operation)?.kind ?? 'query') !== 'query'

  return async ({ body }, identity) => {
    const envelope = Envelope.safeParse(body)
    if (!envelope.success)
      throw new Fault('invalid_input', { data: { errors: fieldErrors(envelope.error.issues, body) } })
    const { calls, ...sent } = envelope.data
    const frame: Frame = { ...identity, idempotencyKey: undefined, ...sent, issued: new Map() }
    const [first, ...others] = calls
    if (others.length > 0 && calls.some(isChange)) throw new Fault('malformed_request')
    const answers =
      others.length > 0 || !first
        ? await Promise.all(calls.map((call) => runAmongOthers(call, frame)))
        : [await run(first, frame)]
    return JSON.stringify({ answers, issued: [...frame.issued] })
  }
}
