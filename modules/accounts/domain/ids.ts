import { id } from '@merx/kernel'
import type { z } from 'zod'

export const UserId = id<'UserId'>()
export type UserId = z.output<typeof UserId>

export const SessionId = id<'SessionId'>()
export type SessionId = z.output<typeof SessionId>

export const LetterId = id<'LetterId'>()
export type LetterId = z.output<typeof LetterId>
