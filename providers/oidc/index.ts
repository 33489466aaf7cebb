export { google } from './google.ts'
export type { OidcOptions } from './oidc.ts'
export { oidc } from './oidc.ts'
