import { once } from 'node:events'
import { createServer } from 'node:net'
import { freePort } from '@merx/server/postgres'

/** A port of the loopback after which as many more in a row are free now. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = await freePort()
    if (first + count > 65_000) continue
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)))
    if (free.every(Boolean)) return first
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}
