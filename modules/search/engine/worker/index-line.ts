import { Worker } from 'node:worker_threads'
import type { CallName, Calls, Reply } from './messages.ts'

type Waiting = { readonly resolve: (answers: unknown) => void; readonly reject: (error: Error) => void }

/** The line to the thread of an index. */
export class IndexLine {
  readonly #worker = new Worker(new URL('./index-thread.ts', import.meta.url))
  readonly #waiting = new Map<number, Waiting>()
  #last = 0
  #broken: Error | undefined

  constructor() {
    this.#worker.on('message', (reply: Reply) => {
      const waiting = this.#waiting.get(reply.id)
      this.#waiting.delete(reply.id)
      if (this.#waiting.size === 0) this.#worker.unref()
      if ('failed' in reply) waiting?.reject(new Error(reply.failed))
      else waiting?.resolve(reply.answers)
    })
    this.#worker.on('error', (error) => this.#break(error))
    this.#worker.on('exit', () => this.#break(new Error('The thread of the search index has ended')))
    // a process that waits for no answer may end
    this.#worker.unref()
  }

  get broken(): boolean {
    return this.#broken !== undefined
  }

  async call<Name extends CallName>(name: Name, asks: Calls[Name]['asks']): Promise<Calls[Name]['answers']> {
    if (this.#broken) throw this.#broken
    this.#last += 1
    const id = this.#last
    const answered = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
    this.#worker.ref()
    this.#worker.postMessage({ id, name, asks })
    // the thread answers what `Calls` says: both ends are in this folder
    return (await answered) as Calls[Name]['answers']
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #break(error: Error): void {
    this.#broken ??= error
    for (const { reject } of this.#waiting.values()) reject(this.#broken)
    this.#waiting.clear()
  }
}
