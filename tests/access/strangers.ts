import { type AnyOperation, newId } from '@merx/kernel'
import type { Tokens } from './tokens.ts'

export type Refused = { readonly status: number; readonly code: string }

/** Somebody who may not do something. */
export type Stranger = {
  readonly name: string
  headers(operation: AnyOperation): Promise<Readonly<Record<string, string>>>
  /** How an operation turns them away; `undefined` where it is theirs to call. */
  refusal(operation: AnyOperation): Refused | undefined
}

type Role = { readonly code: string; readonly permissions: readonly string[] }

const unauthenticated: Refused = { status: 401, code: 'unauthenticated' }
const expired: Refused = { status: 401, code: 'token_expired' }
const forbidden: Refused = { status: 403, code: 'forbidden' }

/** What they are refused is written out here: asking the kernel would only show that it agrees with itself. */
export function strangersTo(
  tokens: Tokens,
  { roles, permissions }: { readonly roles: readonly Role[]; readonly permissions: readonly string[] },
): readonly Stranger[] {
  const customer = newId()
  const boss = { id: newId(), permissions }
  return [
    {
      name: 'nobody',
      headers: async () => ({}),
      refusal: ({ access }) => (access.kind === 'anyone' ? undefined : unauthenticated),
    },
    {
      name: 'a customer',
      headers: async () => bearer(await tokens.good({ id: customer })),
      refusal: ({ access }) => (access.kind === 'permission' ? forbidden : undefined),
    },
    ...roles.map((role) => staffOf(tokens, role)),
    {
      name: 'staff with every permission but the one',
      headers: async ({ access }) => {
        const others = permissions.filter((one) => access.kind === 'permission' && one !== access.permission)
        return bearer(await tokens.good({ id: boss.id, permissions: others }))
      },
      refusal: ({ access }) => (access.kind === 'permission' ? forbidden : undefined),
    },
    shown('an expired token', () => tokens.expired(boss), expired),
    shown('a forged token', () => tokens.forged(boss), unauthenticated),
    shown('a token without a signature', async () => tokens.unsigned(boss), unauthenticated),
    shown('a token for another shop', () => tokens.misdirected(boss), unauthenticated),
    inCookie('an expired token in a cookie', () => tokens.expired(boss)),
    inCookie('a forged token in a cookie', () => tokens.forged(boss)),
  ]
}

function staffOf(tokens: Tokens, { code, permissions }: Role): Stranger {
  const id = newId()
  return {
    name: `staff of the role ${code}`,
    headers: async () => bearer(await tokens.good({ id, permissions })),
    refusal: ({ access }) =>
      access.kind === 'permission' && !permissions.includes(access.permission) ? forbidden : undefined,
  }
}

/** Who says something wrong of himself is no guest, whatever he asks for. What an outside party signs is judged by its signature alone. */
function shown(name: string, token: () => Promise<string>, refused: Refused): Stranger {
  return {
    name,
    headers: async () => bearer(await token()),
    refusal: (operation) => (isRaw(operation) ? undefined : refused),
  }
}

/** A browser renews what is over, so it is told; what begins a session takes it, and what is the same for everyone asks nobody. */
function inCookie(name: string, token: () => Promise<string>): Stranger {
  return {
    name,
    headers: async () => ({ cookie: `merx_access=${await token()}`, 'sec-fetch-site': 'same-origin' }),
    refusal: (operation) => {
      const { access } = operation
      const takesLapsed = access.kind === 'anyone' && access.lapsed === true
      return takesLapsed || isSameForAll(operation) || isRaw(operation) ? undefined : expired
    },
  }
}

function bearer(token: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token}` }
}

function isRaw(operation: AnyOperation): boolean {
  return operation.kind !== 'query' && operation.body === 'raw'
}

function isSameForAll(operation: AnyOperation): boolean {
  return operation.kind === 'query' && operation.tags !== undefined
}
