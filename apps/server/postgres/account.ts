import { spawnSync } from 'node:child_process'
import { chownSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** How PostgreSQL's programs are run, given that they refuse to run as root. */
export type Account = {
  readonly prefix: readonly string[]
  readonly ids: { readonly uid?: number; readonly gid?: number }
}

const direct: Account = { prefix: [], ids: {} }
const mapped: Account = { prefix: ['unshare', '--user', '--map-user=1000', '--map-group=1000'], ids: {} }
const nobody: Account = { prefix: [], ids: { uid: 65534, gid: 65534 } }

/**
 * An ordinary user runs the programs directly. Root runs them in a user namespace, where the files stay root's, or, where
 * namespaces are forbidden (many containers), as `nobody`. A database that already belongs to another user keeps its owner.
 */
export function chooseAccount(postgres: string, cluster: string): Account {
  if (process.getuid?.() !== 0) return direct
  const owner = statSync(cluster, { throwIfNoEntry: false })
  const candidates =
    owner && owner.uid !== 0 ? [{ prefix: [], ids: { uid: owner.uid, gid: owner.gid } }] : [mapped, nobody]
  const account = candidates.find((candidate) => canRun(candidate, postgres))
  if (account) return account
  throw new Error(
    `PostgreSQL does not run as root, and neither a user namespace nor another account can start ${postgres}. ` +
      'Start Merx as an ordinary user, or place it in a folder that every user may read.',
  )
}

/** The program and arguments to spawn so that `binary` runs under the account. */
export function commandLine(account: Account, binary: string, args: readonly string[]): [string, string[]] {
  const [program = binary, ...rest] = [...account.prefix, binary, ...args]
  return [program, rest]
}

/** Gives a file, or a folder and all in it, to the account if it is not its already. */
export function giveTo({ ids: { uid, gid } }: Account, path: string): void {
  if (uid === undefined || gid === undefined) return
  const entry = lstatSync(path)
  if (entry.uid === uid) return
  if (entry.isDirectory())
    for (const name of readdirSync(path)) giveTo({ prefix: [], ids: { uid, gid } }, join(path, name))
  // The folder itself last: an interrupted hand-over starts again.
  chownSync(path, uid, gid)
}

function canRun(account: Account, postgres: string): boolean {
  const [program, args] = commandLine(account, postgres, ['--version'])
  return spawnSync(program, args, { ...account.ids, cwd: '/', stdio: 'ignore' }).status === 0
}
