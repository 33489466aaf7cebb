import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { liveErrors } from './message.ts'
import { type House, listenTo, openHouse, stage, statusOf } from './stage.fixture.ts'

let house: House
beforeAll(async () => {
  house = await openHouse(stage(), { limits: { malformed: 1_000_000, waiting: 1_000_000 } })
})
afterAll(() => house?.close())

const word = fc.oneof(
  fc.constantFrom(
    'subscribe',
    'unsubscribe',
    'ping',
    'seat:a',
    'seat:',
    'seat',
    'ticket',
    'ticket:a',
    '__proto__',
    ':',
  ),
  fc.string({ unit: 'binary' }),
)
const value = fc.oneof(word, fc.jsonValue(), fc.uuid())
const near = fc.dictionary(fc.constantFrom('type', 'topic', 'token', 'after', '__proto__', 'x'), value)
const frame = fc.oneof(
  near.map((message) => JSON.stringify(message)),
  fc.record({ type: fc.constant('subscribe'), topic: word, token: value }).map((message) => JSON.stringify(message)),
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
)

test('whatever a client says, it is answered in known words and the connection stays', async () => {
  const listener = await listenTo(house.address)
  const codes = Object.keys(liveErrors)
  let runs = 0
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { maxLength: 20 }), async (frames) => {
      const before = listener.told.length
      for (const one of frames) listener.socket.send(one)
      runs += 1
      const last = `seat:last${runs}`
      listener.say({ type: 'subscribe', topic: last })
      while (listener.told.slice(before).every(({ topic }) => topic !== last))
        await listener.heard(listener.told.length + 1)
      listener.say({ type: 'unsubscribe', topic: last })
      for (const { type, code } of listener.told.slice(before)) {
        expect(['joined', 'pong', 'error']).toContain(type)
        if (type === 'error') expect(codes).toContain(code)
      }
    }),
    { numRuns: 300 },
  )
  listener.close()
})

test('bytes that are no frames end their own connection and nothing else', async () => {
  const { port, hostname } = new URL(house.address)
  for (let run = 0; run < 50; run += 1) {
    const socket = connect(Number(port), hostname)
    const key = randomBytes(16).toString('base64')
    socket.write(
      `GET /api/v1/live HTTP/1.1\r\nhost: shop.test\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\n\r\n`,
    )
    await once(socket, 'data')
    // an unmasked frame with a reserved opcode, then noise
    socket.on('error', () => {})
    socket.end(Buffer.concat([Buffer.from([0x83, 0x05]), randomBytes(100)]))
    socket.resume()
    await once(socket, 'close')
  }
  expect(await statusOf(house.address)).toBe(101)
})
