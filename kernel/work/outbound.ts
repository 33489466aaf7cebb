import { AsyncLocalStorage } from 'node:async_hooks'

const unitOfWork = new AsyncLocalStorage<true>()

/** Runs the body of a unit of work; inside it `outbound` throws. */
export function insideUnit<T>(body: () => Promise<T>): Promise<T> {
  return unitOfWork.run(true, body)
}

/**
 * Every call that leaves the process goes through here: providers, mail, stores. Inside a unit of work it throws, because locks would be
 * held for as long as somebody else's server takes, and what was said to it cannot be rolled back.
 */
export async function outbound<T>(what: string, call: () => Promise<T>): Promise<T> {
  if (unitOfWork.getStore()) {
    throw new Error(`${what} is called inside a unit of work: call it in 'external', in 'answer' or from a delivery`)
  }
  return call()
}
