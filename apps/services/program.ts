import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'

/** A program that is kept running until it is stopped: one that dies is started again. */
export type Program = {
  readonly name: string
  /** Of the run that there is now; it changes when the program is started again. */
  pid(): number | undefined
  /** Resolves when its first run has said that it is open; rejects with what it said when it ends before. */
  readonly opened: Promise<void>
  /** Ends the run that there is, and starts no other until told. */
  halt(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** Starts it where it was halted; resolves when it is open. */
  start(): Promise<void>
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
  /** Told what happens to it. */
  readonly say: (line: string) => void
  /** Told every line that it prints but its opening; they are said unless told. */
  readonly print?: (line: string) => void
  /** Told that another run has begun. */
  readonly started?: () => void
}

/** Milliseconds until a program that died is started again, when it dies at once each time. */
const pauses = { first: 300, longest: 5_000, steadyAfter: 10_000 }

const patience = 5_000

const children = new Set<ChildProcess>()

// a start that breaks off must not leave programs behind
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** One run of a program. */
type Run = {
  readonly child: ChildProcess
  readonly opened: Promise<void>
  /** How it ended, in words. */
  readonly ended: Promise<string>
}

export function keepRunning(plan: ProgramPlan): Program {
  let run: Run | undefined
  let keeping: Keeping | undefined
  let wasOpen = false

  const begin = (opening: PromiseWithResolvers<void>): Run => {
    const begun = start(plan)
    run = begun
    begun.opened.then(
      () => {
        wasOpen = true
        opening.resolve()
      },
      // what is wrong with a program that was never open would be wrong each time
      (error: unknown) => (wasOpen ? undefined : opening.reject(error)),
    )
    plan.started?.()
    return begun
  }

  const keep = async (opening: PromiseWithResolvers<void>, off: AbortSignal): Promise<void> => {
    let failures = 0
    while (!off.aborted) {
      const since = performance.now()
      const how = await begin(opening).ended
      if (off.aborted || !wasOpen) return
      failures = performance.now() - since > pauses.steadyAfter ? 0 : failures + 1
      plan.say(`${plan.name} ended (${how}) and is started again`)
      const pause = Math.min(pauses.first * 2 ** Math.max(0, failures - 1), pauses.longest)
      await wait(pause, undefined, { signal: off }).catch(() => {})
    }
  }

  const open = (): Promise<void> => {
    if (keeping) return keeping.opened
    const [opening, off] = [Promise.withResolvers<void>(), new AbortController()]
    // whoever stops it before it is open does not ask
    opening.promise.catch(() => {})
    keeping = { opened: opening.promise, off, over: keep(opening, off.signal) }
    return opening.promise
  }

  const halt = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> => {
    const halting = keeping
    halting?.off.abort()
    run?.child.kill(signal)
    const insisting = setTimeout(() => run?.child.kill('SIGKILL'), patience)
    await halting?.over
    clearTimeout(insisting)
    if (keeping === halting) keeping = undefined
  }

  return { name: plan.name, pid: () => run?.child.pid, opened: open(), halt, start: open, stop: () => halt() }
}

type Keeping = { readonly opened: Promise<void>; readonly off: AbortController; readonly over: Promise<void> }

/** Lines that are shown when a program ends before it is open. */
const shown = 20

function start({ file, args, environment = {}, cwd, opening, say, print, name }: ProgramPlan): Run {
  const { PATH = '', HOME = '', TMPDIR = '', NODE_COMPILE_CACHE = '' } = process.env
  const child = spawn(file, args, {
    cwd,
    // by the channel a server sees that whoever started it is gone
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // a group of its own: Ctrl-C at the terminal is for the split as a whole, which stops its programs in their order
    detached: true,
    env: { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, ...environment },
  })
  children.add(child)
  const { promise: opened, resolve: open, reject: fail } = Promise.withResolvers<void>()
  if (!opening) open()
  const said: string[] = []
  const hear = (line: string): void => {
    if (opening && line.includes(opening)) {
      open()
      return
    }
    if (said.length < shown) said.push(line)
    if (print) print(line)
    else say(`${name}: ${line}`)
  }
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = `${rest}${chunk}`.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines.filter((one) => one.trim() !== '')) hear(line)
    })
  }
  const ended = new Promise<string>((resolve) => {
    // also told of a channel that breaks because the program is killed: that end is told by itself
    child.on('error', (error) => (child.pid === undefined ? resolve(error.message) : undefined))
    child.on('close', (code, signal) => resolve(signal ?? `code ${code}`))
  }).then((how) => {
    children.delete(child)
    fail(new Error([`${name} ended before it was open (${how})`, ...said].join('\n')))
    return how
  })
  opened.catch(() => {})
  return { child, opened, ended }
}
