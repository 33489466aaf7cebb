import type { AccessClaims } from './access-token.ts'

export type VoidTokens = {
  readonly userId: string
  readonly notBefore: Date
  /** Absent: those of all sessions. */
  readonly sessionId?: string | null | undefined
}

/** What is void before its time, in the memory of one process, for as long as a token can live. */
export type Void = {
  add(tokens: VoidTokens): void
  has(claims: Pick<AccessClaims, 'sub' | 'sid' | 'iat'>): boolean
}

/** Milliseconds: longer than a token lives. */
const matters = 15 * 60 * 1_000

/** Entries beyond which those that matter no more are dropped. */
const many = 1_000

export function createVoid(): Void {
  const users = new Map<string, number>()
  const sessions = new Map<string, number>()

  return {
    add: ({ userId, sessionId, notBefore }) => {
      const at = notBefore.getTime()
      if (sessionId) put(sessions, sessionId, at)
      else put(users, userId, at)
    },
    has: ({ sub, sid, iat }) => {
      const notBefore = users.get(sub)
      return sessions.has(sid) || (notBefore !== undefined && iat * 1_000 < notBefore)
    },
  }
}

function put(entries: Map<string, number>, id: string, at: number): void {
  const latest = Math.max(at, entries.get(id) ?? 0)
  // the last to be put stands last
  entries.delete(id)
  entries.set(id, latest)
  if (entries.size <= many) return
  for (const [oldest, since] of entries) {
    if (since >= at - matters) return
    entries.delete(oldest)
  }
}
