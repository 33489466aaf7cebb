import { createLocation } from '@merx/inventory'
import { type FreeContext, job } from '@merx/kernel'
import { beginImport } from '../commands/begin-import.ts'
import { endImport } from '../commands/end-import.ts'
import { noteBatch } from '../commands/note-batch.ts'
import { partOf } from '../data/imports.ts'
import type { Import } from '../domain/import.ts'
import { importGoods } from '../goods/import-goods.ts'

const location = 'main'

/** Runs the imports that are due, one after the other; one that a process left in the middle goes on behind its last noted line. */
export const runImports = job({
  name: 'imports.run-imports',
  every: 2,
  run: async (ctx, signal) => {
    while (!signal.aborted) {
      const { items } = await ctx.call(beginImport, {})
      const [begun] = items
      if (!begun) return
      await run(ctx, begun, signal)
    }
  },
})

async function run(ctx: FreeContext, begun: Import, signal: AbortSignal): Promise<void> {
  await ctx.call(createLocation, createLocation.input.parse({ code: location, name: 'Main warehouse', priority: 0 }))
  const { id } = begun
  let after = begun.line
  let reason: string | null = null
  for await (const { isBrokenOff, ...batch } of importGoods(ctx, partsOf(ctx, begun), { ...begun, location, after })) {
    // left to whoever runs it next
    if (signal.aborted) return
    const { goesOn } = await ctx.call(noteBatch, { id, after, ...batch, faults: [...batch.faults] })
    if (!goesOn) return
    after = batch.line
    if (isBrokenOff) reason = batch.faults.at(-1)?.detail ?? null
  }
  await ctx.call(endImport, { id, status: reason === null ? 'done' : 'failed', reason })
}

async function* partsOf({ sql }: FreeContext, { id }: Import): AsyncGenerator<Uint8Array> {
  for (let number = 1; ; number += 1) {
    const content = await partOf(sql, id, number)
    if (content === undefined) return
    yield Buffer.from(content)
  }
}
