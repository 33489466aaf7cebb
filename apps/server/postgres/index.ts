export { freePort } from './free-port.ts'
export { DataFolderInUse } from './owner.ts'
export type { EmbeddedPostgres } from './start-postgres.ts'
export { startPostgres } from './start-postgres.ts'
