import { seam } from '@merx/kernel'
import type { BotCheck } from './domain/bot-check.ts'

/** Off unless provided. */
export const botCheck = seam<BotCheck | undefined>('accounts.bot-check', () => undefined)
