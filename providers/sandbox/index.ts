export type { SandboxOptions } from './sandbox.ts'
export { sandbox } from './sandbox.ts'
