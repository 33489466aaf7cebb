import { ensureInstalled, runNode } from './setup.mjs'

const [file = '', ...args] = process.argv.slice(2)

// The applications need what they ship with; benches and tests need their tools too.
ensureInstalled({ dev: !file.startsWith('apps/') })
runNode([file, ...args])
