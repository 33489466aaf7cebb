import { command, internal, newToken } from '@merx/kernel'
import { z } from 'zod'
import { insertLetterToken } from '../data/letter-tokens.ts'
import { findLetter } from '../data/letters.ts'
import { LetterId } from '../domain/ids.ts'
import { LetterKind, linkPaths } from '../domain/letter.ts'
import { publicUrl } from '../settings.ts'
import { secretHash } from '../tokens/refresh-token.ts'

const ComposedLetter = z
  .object({
    kind: LetterKind,
    to: z.string(),
    name: z.string(),
    language: z.string(),
    link: z.url().describe('For its reader only'),
  })
  .meta({ id: 'ComposedLetter' })

export const composeLetter = command({
  name: 'accounts.compose-letter',
  summary:
    'What a requested letter says, with a link of its own: no more than a hash of it is kept, so each call draws another. None for who is gone.',
  access: internal,
  input: z.object({ letterId: LetterId }),
  output: z.object({ letter: ComposedLetter.nullable() }).meta({ id: 'LetterComposed' }),
  run: async (ctx, { letterId }) => {
    const found = await findLetter(ctx.sql, letterId, ctx.now())
    if (!found) return { letter: null }
    const { opens, ...letter } = found
    const path = linkPaths[letter.kind]
    if (!opens) return { letter: { ...letter, link: publicUrl(ctx, path) } }
    const token = newToken()
    await insertLetterToken(ctx.sql, letterId, secretHash(token))
    return { letter: { ...letter, link: publicUrl(ctx, `${path}?token=${token}`) } }
  },
})
