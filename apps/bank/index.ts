export type { BankOptions } from './bank.ts'
export { createBank } from './bank.ts'
