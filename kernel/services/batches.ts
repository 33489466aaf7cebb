import type { Frame } from '../operations/frame.ts'
import { type Answer, mostCalls } from './envelope.ts'

/** Gathers what one caller asks of one module in one tick, so that it goes in one request; equal questions are asked once. */
export type Batches = {
  ask(query: string, frame: Frame): Promise<Answer>
}

type Batch = { readonly frame: Frame; readonly asked: Map<string, PromiseWithResolvers<Answer>> }

type Waiting = readonly [query: string, answer: PromiseWithResolvers<Answer>]

export function createBatches(send: (queries: readonly string[], frame: Frame) => Promise<readonly Answer[]>): Batches {
  // by what all frames of one request share
  const gathering = new Map<Frame['issued'], Batch>()

  const request = (waiting: readonly Waiting[], frame: Frame): void => {
    const queries = waiting.map(([query]) => query)
    send(queries, frame).then(
      (answers) => {
        for (const [index, answer] of answers.entries()) waiting[index]?.[1].resolve(answer)
      },
      (error: unknown) => {
        for (const [, answer] of waiting) answer.reject(error)
      },
    )
  }

  const flush = (batch: Batch): void => {
    const { frame, asked } = batch
    if (gathering.get(frame.issued) === batch) gathering.delete(frame.issued)
    const waiting = [...asked]
    for (let from = 0; from < waiting.length; from += mostCalls) request(waiting.slice(from, from + mostCalls), frame)
  }

  const begin = (frame: Frame): Batch => {
    const batch: Batch = { frame, asked: new Map() }
    gathering.set(frame.issued, batch)
    // behind the microtasks that are due now: what they ask goes along
    queueMicrotask(() => process.nextTick(flush, batch))
    return batch
  }

  return {
    ask: (query, frame) => {
      const gathered = gathering.get(frame.issued)
      const { asked } = gathered && isOfSameCaller(gathered.frame, frame) ? gathered : begin(frame)
      const known = asked.get(query)
      if (known) return known.promise
      const answer = Promise.withResolvers<Answer>()
      asked.set(query, answer)
      return answer.promise
    },
  }
}

function isOfSameCaller(one: Frame, other: Frame): boolean {
  return one.caller === other.caller && one.credentials === other.credentials && one.pool === other.pool
}
