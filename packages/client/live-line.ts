/** The line to the shop: opened again when it breaks, sooner or later by chance, so that not all come back at once. */
export type Line = {
  /** Sends if the line is open; what is to be said on a new line is said by `onOpen`. */
  say(message: object): void
  /** Opens the line, at once where it waits for its next try. */
  open(): void
  /** Opens a new line in place of the one there is: tokens in cookies are shown once, at its beginning. */
  renew(): void
  close(): void
}

export type LineOptions = {
  readonly url: string
  readonly onOpen: () => void
  readonly onMessage: (message: unknown) => void
}

/** Milliseconds. */
const first = 500
const longest = 30_000
const silence = 45_000
const patience = 10_000

export function createLine({ url, onOpen, onMessage }: LineOptions): Line {
  let socket: WebSocket | undefined
  let tries = 0
  let again: ReturnType<typeof setTimeout> | undefined
  let listening: ReturnType<typeof setTimeout> | undefined

  const stop = (): void => {
    clearTimeout(again)
    clearTimeout(listening)
    again = undefined
    const old = socket
    socket = undefined
    old?.close(1000)
  }

  /** A line may be dead without a word: after a silence it is asked, and given up when it does not answer. */
  const listenOn = (): void => {
    clearTimeout(listening)
    listening = setTimeout(() => {
      say({ type: 'ping' })
      listening = setTimeout(() => lost(undefined), patience)
    }, silence)
  }

  const lost = (hint: number | undefined): void => {
    stop()
    const most = Math.min(longest, first * 2 ** tries)
    tries += 1
    again = setTimeout(open, hint ?? most / 2 + (Math.random() * most) / 2)
  }

  const open = (): void => {
    if (socket) return
    clearTimeout(again)
    again = undefined
    const mine = new WebSocket(url)
    socket = mine
    mine.onopen = () => {
      if (socket !== mine) return
      listenOn()
      onOpen()
    }
    mine.onmessage = ({ data }) => {
      if (socket !== mine) return
      tries = 0
      listenOn()
      onMessage(JSON.parse(String(data)))
    }
    mine.onclose = ({ reason }) => {
      if (socket === mine) lost(hintOf(reason))
    }
  }

  const say = (message: object): void => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
  }

  return {
    say,
    open,
    renew: () => {
      stop()
      open()
    },
    close: stop,
  }
}

/** A server that goes away says when to come back. */
function hintOf(reason: string): number | undefined {
  const found = /^retry=(\d{1,6})$/.exec(reason)
  return found ? Number(found[1]) : undefined
}
