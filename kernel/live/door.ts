import type { Guard } from '../http/guard.ts'
import type { Log } from '../telemetry/log.ts'
import { openConnection } from './connection.ts'
import type { Live } from './hub.ts'
import type { LiveLimits } from './limits.ts'
import type { Sockets, Talk } from './sockets.ts'
import { livePath } from './upgrade.ts'

export type LiveDoorOptions = {
  readonly live: Live
  readonly guard: Guard
  readonly limits: LiveLimits
  readonly log: Log
}

/** The WebSocket of live updates. */
export function addLive(sockets: Sockets, { live, guard, limits, log }: LiveDoorOptions): void {
  const talk: Talk = (socket, { frame }) => openConnection(socket, { live, frame, guard, limits, log })
  sockets.add({ path: livePath, messageBytes: limits.messageBytes, talk: async () => talk })
}
