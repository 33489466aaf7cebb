import { ConfigurationError, MigrationError } from '@merx/kernel/server'
import { UsageError } from './cli/usage.ts'
import { DataFolderInUse } from './postgres/owner.ts'

const forPeople = [ConfigurationError, MigrationError, DataFolderInUse, UsageError]

/** What whoever started the program can mend, said in a sentence; anything else is a defect and keeps its stack. */
export function plainWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (forPeople.some((kind) => error instanceof kind)) return error.message
  return outsideTrouble(error) ?? error.stack ?? error.message
}

function outsideTrouble(error: Error): string | undefined {
  const { code, port, address, path } = { code: '', port: '', address: '', path: '', ...error }
  switch (code) {
    case 'EADDRINUSE':
      return `Another program listens at port ${port}. Name another port by PORT.`
    case 'ECONNREFUSED':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
      return `Nothing answers at ${address}:${port}. Is the database up, and is DATABASE_URL right?`
    case 'ENOTFOUND':
      return `There is no host of the name in DATABASE_URL (${error.message}).`
    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    case '28P01':
    case '28000':
    case '3D000':
      return `The database turns the shop away: ${error.message}. Is DATABASE_URL right?`
    case 'ENOENT':
      return `There is no file ${path}.`
    case 'EACCES':
      return `The file or folder ${path} may not be used: ${error.message}.`
    case 'Z_BUF_ERROR':
    case 'Z_DATA_ERROR':
      return 'The file is no whole gzip file. Fetch it again.'
    default:
      return undefined
  }
}
