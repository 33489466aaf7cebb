import { type Refusal, refuse, type WorkContext } from '@merx/kernel'
import { findLink, type Link } from './data/letter-tokens.ts'
import type { LetterKind } from './domain/letter.ts'
import { secretHash } from './tokens/refresh-token.ts'

/** What the link of a mail opens, or that it opens nothing any more. */
export async function openLink(
  ctx: Pick<WorkContext, 'sql' | 'now'>,
  token: string,
  kinds: readonly LetterKind[],
): Promise<Link | Refusal<'invalid_link'>> {
  const link = await findLink(ctx.sql, { tokenHash: secretHash(token), kinds, at: ctx.now() })
  return link ?? invalidLink()
}

export function invalidLink(): Refusal<'invalid_link'> {
  return refuse('invalid_link', { detail: 'This link was used already, or is too old. Ask for a new one.' })
}
