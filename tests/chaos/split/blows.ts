import { setTimeout as wait } from 'node:timers/promises'
import { killPostmaster } from '../kill.ts'
import type { Random } from '../random.ts'
import type { ChaosSplit } from './open-chaos-split.ts'
import type { Going } from './rough-road.ts'

/** What befalls the split, and whom: `kill` is SIGKILL, `stop` an outage, the others are how calls get through to a module. */
export type Blow = { readonly kind: 'kill' | 'stop' | Exclude<Going, 'clear'>; readonly whom: string }

/** Strikes, and resolves when what was broken is repaired. */
export async function strike({ kind, whom }: Blow, split: ChaosSplit, random: Random): Promise<void> {
  if (kind === 'kill') return kill(whom, split)
  const outage = random.between(1_000, 4_000)
  if (kind !== 'stop') {
    split.road(whom).set(kind)
    await wait(outage)
    split.road(whom).set('clear')
    return
  }
  const module = /^database of (.+)$/.exec(whom)?.[1]
  if (module) return split.withoutDatabase(module, () => wait(outage))
  const program = split.program(whom)
  await program.halt(random.chance(0.5) ? 'SIGKILL' : 'SIGTERM')
  await wait(outage)
  await program.start()
}

async function kill(whom: string, split: ChaosSplit): Promise<void> {
  if (whom === 'postgres') return killPostmaster(split.data, () => {})
  const program = split.program(whom)
  const before = program.pid()
  if (before === undefined) throw new Error(`${whom} does not run`)
  process.kill(before, 'SIGKILL')
  while (program.pid() === before) await wait(20)
  await split.ready(whom)
}

/** Everything there is to break in a split, once. */
export function everyBlow(modules: readonly string[]): readonly Blow[] {
  return [
    ...[...modules, 'edge', 'nats', 'redis', 'postgres'].map((whom): Blow => ({ kind: 'kill', whom })),
    ...['nats', 'redis', ...modules.map((module) => `database of ${module}`)].map(
      (whom): Blow => ({ kind: 'stop', whom }),
    ),
    ...asked.flatMap((whom) =>
      (['slow', 'lossy', 'answers-lost', 'silent'] as const).map((kind): Blow => ({ kind, whom })),
    ),
  ]
}

/** Modules that others call while a purchase is made. */
const asked = ['catalog', 'pricing', 'inventory', 'payments', 'cart', 'ordering']
