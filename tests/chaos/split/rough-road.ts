import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../random.ts'

/**
 * How calls get through to a module: all of them, late, only some of them, with answers lost, or not at all while the connections stand.
 */
export type Going = 'clear' | 'slow' | 'lossy' | 'answers-lost' | 'silent'

/** Stands between the processes of a split and one of them. */
export type Road = {
  readonly url: string
  set(going: Going): void
  close(): Promise<void>
}

/** `target` is told at the first call: the process behind need not be there yet. */
export async function buildRoad(target: () => string, random: Random): Promise<Road> {
  let going: Going = 'clear'
  const sockets = new Set<Socket>()
  const keep = (socket: Socket, other: () => Socket): void => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      other().destroy()
    })
  }

  /** Carries one way, each piece after the one before; `loses` tells whether a connection breaks where a piece would have passed. */
  const carry = (from: Socket, to: Socket, loses: () => boolean): void => {
    let before = Promise.resolve()
    from.on('data', (piece) => {
      if (going === 'silent') return
      if (loses()) {
        from.destroy()
        return
      }
      const late = going === 'slow' ? random.between(20, 400) : 0
      before = before.then(async () => {
        if (late > 0) await wait(late)
        if (!to.destroyed) to.write(piece)
      })
    })
    from.on('end', () => void before.then(() => to.end()))
  }

  const server = createServer((near) => {
    const { hostname, port } = new URL(target())
    const far = connect(Number(port), hostname)
    keep(near, () => far)
    keep(far, () => near)
    carry(near, far, () => going === 'lossy' && random.chance(0.3))
    carry(far, near, () => going === 'answers-lost' && random.chance(0.3))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A road has a port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    set: (now) => {
      // what was swallowed is not made good: whoever waits for it meets a dead connection
      if (going === 'silent') for (const socket of sockets) socket.destroy()
      going = now
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
