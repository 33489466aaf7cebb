import { randomBytes } from 'node:crypto'
import { link, readFile, unlink, writeFile } from 'node:fs/promises'

const secretLength = 32

/** A secret made at the first start: what was sealed or signed by it before a restart must still be understood. */
export async function keptSecret(file: string): Promise<string> {
  const draft = `${file}.${process.pid}`
  await writeFile(draft, randomBytes(secretLength).toString('base64url'), { mode: 0o600 })
  try {
    // fails where the file is there already, and is whole when it is: starts in the same instant agree on one
    await link(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await unlink(draft)
  }
  return readFile(file, 'utf8')
}
