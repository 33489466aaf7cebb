import { once } from 'node:events'
import { createServer } from 'node:net'
import { ConfigurationError } from '@merx/kernel/server'

/** Throws where a program could not listen, in words that say what to do. */
export async function checkPorts(wanted: ReadonlyMap<number, string>): Promise<void> {
  const taken: string[] = []
  for (const [port, name] of wanted) if (await isTaken(port)) taken.push(`${port} (${name})`)
  if (taken.length === 0) return
  const ports = [...wanted.keys()]
  throw new ConfigurationError(
    `Other programs listen at ${taken.join(', ')}. Set PORT to another number: the split takes the ports from it to ${
      Math.max(...ports) - Math.min(...ports)
    } above.`,
  )
}

async function isTaken(port: number): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
    return false
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return true
    throw error
  } finally {
    server.close()
  }
}
