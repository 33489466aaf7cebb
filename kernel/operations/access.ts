/** Who calls. Staff are known by permissions; `system` is Merx itself: a job, a consumer, the command line. */
export type Caller =
  /** `lapsed` is one who showed a token whose time is over: nobody, and yet not to be taken for a stranger. */
  | { readonly kind: 'guest'; readonly lapsed?: true }
  | { readonly kind: 'user'; readonly id: string; readonly session?: string | undefined }
  | {
      readonly kind: 'staff'
      readonly id: string
      readonly permissions: readonly string[] | 'all'
      readonly session?: string | undefined
    }
  | { readonly kind: 'system' }

/** Stands for an account where staff show the key of the environment. */
export const environmentKey = 'key'

/** The account of a person who is signed in; of nobody else, and not of the environment's key. */
export function personOf(caller: Caller): string | undefined {
  const isPerson = caller.kind === 'user' || (caller.kind === 'staff' && caller.id !== environmentKey)
  return isPerson ? caller.id : undefined
}

export type Access =
  | { readonly kind: 'anyone'; readonly lapsed?: true }
  | { readonly kind: 'signedIn' }
  | { readonly kind: 'permission'; readonly permission: string }
  | { readonly kind: 'internal' }

export const anyone: Access = { kind: 'anyone' }

/** The same, and who shows a token whose time is over as well: for what begins, renews and ends a session. */
export const whoever: Access = { kind: 'anyone', lapsed: true }

export const signedIn: Access = { kind: 'signedIn' }

/** For other modules only: on no transport, whoever asks. */
export const internal: Access = { kind: 'internal' }

/** Staff who hold the permission, such as `catalog:write`. */
export function can(permission: string): Access {
  return { kind: 'permission', permission }
}

export type Verdict = 'allowed' | 'unauthenticated' | 'token_expired' | 'forbidden'

/** Decides for a caller from outside. Deny by default: an `internal` operation is forbidden to everyone. */
export function judge(access: Access, caller: Caller): Verdict {
  if (caller.kind === 'guest' && caller.lapsed && access.kind !== 'internal')
    return access.kind === 'anyone' && access.lapsed ? 'allowed' : 'token_expired'
  switch (access.kind) {
    case 'anyone':
      return 'allowed'
    case 'internal':
      return 'forbidden'
    case 'signedIn':
      return caller.kind === 'guest' ? 'unauthenticated' : 'allowed'
    case 'permission':
      if (caller.kind === 'guest') return 'unauthenticated'
      if (caller.kind === 'system') return 'allowed'
      if (caller.kind !== 'staff') return 'forbidden'
      return caller.permissions === 'all' || caller.permissions.includes(access.permission) ? 'allowed' : 'forbidden'
  }
}
