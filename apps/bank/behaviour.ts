import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'

/** How the bank misbehaves, as real ones do now and then. It holds for what happens from now on, and across restarts. */
export const Behaviour = z.strictObject({
  /** Webhooks come this much later. */
  delayMs: z.int().min(0).max(86_400_000).default(0),
  /** Each webhook is sent this many times more. */
  duplicates: z.int().min(0).max(10).default(0),
  /** What happens together is told in the wrong order: captured before authorized. */
  reorder: z.boolean().default(false),
  /** Webhooks are never sent. */
  drop: z.boolean().default(false),
  /** Webhooks are withheld until they are released. */
  hold: z.boolean().default(false),
  /** The interface for shops answers 503. */
  unavailable: z.boolean().default(false),
  /** Payments are captured for so much less than was asked for, in minor units. */
  shortBy: z.int().min(0).default(0),
})
export type Behaviour = z.output<typeof Behaviour>

export function readBehaviour(books: DatabaseSync): Behaviour {
  const row = books.prepare('select settings from behaviour').get()
  return Behaviour.parse(row ? JSON.parse(z.string().parse(row.settings)) : {})
}

export function setBehaviour(books: DatabaseSync, behaviour: Behaviour): void {
  books
    .prepare(
      'insert into behaviour (only, settings) values (1, ?) on conflict (only) do update set settings = excluded.settings',
    )
    .run(JSON.stringify(behaviour))
}
