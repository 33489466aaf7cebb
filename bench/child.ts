import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A process of the bench that is asked and answers, one question at a time. */
export type Child = {
  readonly pid: number
  ask(question: unknown): Promise<unknown>
  stop(): Promise<void>
}

export type ChildOptions = {
  readonly env: Readonly<Record<string, string>>
  /** For Node, such as `--cpu-prof`. */
  readonly execArgv?: readonly string[]
}

/** How `npm start` runs the shop. */
export const shopFlags = ['--max-semi-space-size=8']

/** Starts a module of the bench as a process of its own; it is up when it has answered `hello`. */
export async function startChild(module: URL, { env, execArgv = [] }: ChildOptions): Promise<Child> {
  const child = fork(module, {
    // nothing of the surroundings: a setting of this shell must not change what is measured
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...env },
    execArgv: [...execArgv],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const { pid } = child
  if (pid === undefined) throw new Error(`${module.pathname} did not start`)
  const ask = (question: unknown): Promise<unknown> => {
    const answer = answerOf(child, module)
    child.send({ question })
    return answer
  }
  await ask('hello')
  return {
    pid,
    ask,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.send({ question: 'stop' })
      await gone
    },
  }
}

function answerOf(child: ChildProcess, module: URL): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown) => {
      child.off('exit', onExit)
      resolve(message)
    }
    const onExit = (code: number | null) => {
      child.off('message', onMessage)
      reject(new Error(`${module.pathname} ended with ${code} instead of an answer`))
    }
    child.once('message', onMessage)
    child.once('exit', onExit)
  })
}

/** The other end: answers what the bench asks, until it is told to stop. */
export function answerQuestions(answer: (question: unknown) => Promise<unknown>, stop: () => Promise<void>): void {
  const leave = (error: unknown): never => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  }
  process.on('message', ({ question }: { readonly question: unknown }) => {
    if (question === 'stop') stop().then(() => process.exit(0), leave)
    else if (question === 'hello') process.send?.('here')
    else answer(question).then((value) => process.send?.(value ?? null), leave)
  })
  // an orphan would keep its port and its database
  process.on('disconnect', () => stop().then(() => process.exit(0), leave))
}
