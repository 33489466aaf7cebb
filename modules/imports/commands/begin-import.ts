import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { beginNext, dropParts, moveImport } from '../data/imports.ts'
import { ended, Import } from '../domain/import.ts'
import { importEnded } from '../events.ts'

/** One that gets no further this often is given up, so that those behind it have their turn. */
const mostAttempts = 5

export const beginImport = command({
  name: 'imports.begin-import',
  summary: 'Takes up the oldest import that is due, or that was left by a process that died.',
  access: internal,
  input: z.object({}),
  output: z.object({ items: z.array(Import) }).meta({ id: 'BegunImports' }),
  run: async (ctx) => {
    const next = await beginNext(ctx.sql)
    if (!next) return { items: [] }
    const { attempts, ...begun } = next
    if (attempts <= mostAttempts) return { items: [begun] }
    const reason = `It was begun ${mostAttempts} times behind line ${begun.line} and got no further.`
    await moveImport(ctx.sql, begun.id, { from: ['running'], to: 'failed', now: ctx.now(), reason })
    await dropParts(ctx.sql, begun.id)
    ctx.publish(importEnded, ended(begun, 'failed'))
    return { items: [] }
  },
})
