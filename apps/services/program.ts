import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'

/** A program that is kept running until it is stopped: one that dies is started again. */
export type Program = {
  readonly name: string
  /** Of the run that there is now; it changes when the program is started again. */
  pid(): number | undefined
  /** Resolves when it has said that it is open, in this run or a later one. */
  readonly opened: Promise<void>
  /** Asks it to end, insists after five seconds, and waits. */
  stop(): Promise<void>
}

export type ProgramPlan = {
  readonly name: string
  readonly file: string
  readonly args: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** What it prints when it is open; a program that prints nothing counts as open at once. */
  readonly opening?: string
  readonly say: (line: string) => void
}

/** Milliseconds until a program that died is started again. */
const pause = 300

const patience = 5_000

const children = new Set<ChildProcess>()

// a start that breaks off must not leave programs behind
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

export function keepRunning(plan: ProgramPlan): Program {
  const opening = Promise.withResolvers<void>()
  const stopping = new AbortController()
  let child: ChildProcess | undefined
  if (!plan.opening) opening.resolve()

  const run = async (): Promise<void> => {
    const started = start(plan, opening.resolve)
    child = started
    const ended = await endOf(started)
    if (stopping.signal.aborted) return
    plan.say(`${plan.name} ended (${ended}) and is started again`)
    await wait(pause, undefined, { signal: stopping.signal }).catch(() => {})
  }
  const running = (async () => {
    while (!stopping.signal.aborted) await run()
  })()

  return {
    name: plan.name,
    pid: () => child?.pid,
    opened: opening.promise,
    stop: async () => {
      stopping.abort()
      child?.kill('SIGTERM')
      const insisting = setTimeout(() => child?.kill('SIGKILL'), patience)
      await running
      clearTimeout(insisting)
    },
  }
}

function start(
  { file, args, environment = {}, cwd, opening, say, name }: ProgramPlan,
  opened: () => void,
): ChildProcess {
  const { PATH = '', HOME = '', TMPDIR = '', NODE_COMPILE_CACHE = '' } = process.env
  const child = spawn(file, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    // a group of its own: Ctrl-C at the terminal is for the split as a whole, which stops its programs in their order
    detached: true,
    env: { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, ...environment },
  })
  children.add(child)
  child.on('close', () => children.delete(child))
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = `${rest}${chunk}`.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines.filter((one) => one.trim() !== '')) {
        if (opening && line.includes(opening)) opened()
        else say(`${name}: ${line}`)
      }
    })
  }
  return child
}

/** How a program ended, in words. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code, signal) => resolve(signal ?? `code ${code}`))
  })
}
