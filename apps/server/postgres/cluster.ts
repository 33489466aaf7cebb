import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Account, chooseAccount, commandLine, giveTo } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'

/** A database cluster on disk and what it takes to run it. */
export type Cluster = {
  readonly folder: string
  readonly logFile: string
  readonly password: string
  readonly binaries: Binaries
  readonly account: Account
}

export const databaseUser = 'merx'
const draftPrefix = 'postgres.new-'

/** Opens the cluster in the data folder, making it on first use. */
export async function openCluster(dataDir: string, log: (message: string) => void): Promise<Cluster> {
  const binaries = findBinaries()
  const folder = join(dataDir, 'postgres')
  const passwordFile = join(dataDir, 'postgres.password')
  const account = chooseAccount(binaries.postgres, folder)

  if (!existsSync(folder)) {
    log('Preparing the database for the first time')
    await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true })
    await initialise({ folder, passwordFile, initdb: binaries.initdb, account })
  }
  giveTo(account, folder)
  const password = await readFile(passwordFile, 'utf8').catch((cause) => {
    throw new Error(`${passwordFile} cannot be read, and the database in ${folder} opens with no other password.`, {
      cause,
    })
  })
  return { folder, logFile: join(dataDir, 'postgres.log'), password, binaries, account }
}

type Place = {
  readonly folder: string
  readonly passwordFile: string
  readonly initdb: string
  readonly account: Account
}

async function initialise({ folder, passwordFile, initdb, account }: Place): Promise<void> {
  // Made beside its place and moved at the end: a start killed half-way leaves no half a database. The name is new each
  // time, because the initdb of that start may live on and empties its folder when it fails.
  const dataDir = dirname(folder)
  const abandoned = (await readdir(dataDir)).filter((name) => name.startsWith(draftPrefix))
  for (const name of abandoned) await rm(join(dataDir, name), { recursive: true, force: true })
  const draft = await mkdtemp(join(dataDir, draftPrefix))
  giveTo(account, draft)
  giveTo(account, passwordFile)
  await run(account, initdb, [
    `--pgdata=${draft}`,
    `--username=${databaseUser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ])
  await rename(draft, folder)
}

async function run(account: Account, binary: string, args: readonly string[]): Promise<void> {
  const [program, all] = commandLine(account, binary, args)
  const child = spawn(program, all, {
    ...account.ids,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  })
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  const [code, errors] = await Promise.all([ended, text(child.stderr)])
  if (code !== 0) throw new Error(`${binary} failed: ${errors.trim()}`)
}
