import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { type RequestOptions, request } from 'node:http'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newTestDatabase } from '@merx/kernel/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answerOf, newStaff } from './buyer.ts'
import { staffKey, unhurried } from './open-shop.ts'
import { freePort, type ServerProcess, spawnServer, untilOpen } from './server-process.ts'

let folder: string
let servers: ServerProcess[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'merx-start-'))
  servers = []
})
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  await rm(folder, { recursive: true, force: true })
})

function spawn(environment: Readonly<Record<string, string>>): ServerProcess {
  const server = spawnServer({
    HOST: '127.0.0.1',
    MERX_DEMO: 'no',
    MERX_STAFF_KEY: staffKey,
    ...unhurried,
    ...environment,
  })
  servers.push(server)
  return server
}

async function open(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const server = spawn(environment)
  await untilOpen(server)
  return server
}

/** The port of the embedded database, from the file in which PostgreSQL notes it. */
async function databasePortOf(data: string): Promise<number> {
  const lines = (await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')
  return Number(lines[3])
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(true))
    socket.on('error', () => resolve(false))
    socket.on('close', () => socket.destroy())
    socket.unref()
  })
}

describe('with the embedded database', () => {
  test('what was saved is there after Ctrl-C and after kill -9, in the folder and at the port that were named', async () => {
    const [data, port] = [join(folder, 'shop'), await freePort()]
    const environment = { MERX_DATA: data, PORT: String(port) }
    const staff = newStaff(`http://127.0.0.1:${port}`, staffKey)
    const brand = { slug: 'noirel', name: 'Noirel', description: 'A house.' }

    const first = await open(environment)
    expect(existsSync(join(data, 'postgres'))).toBe(true)
    answerOf(await staff.call('catalog.create-brand', brand))
    const database = await databasePortOf(data)
    const began = performance.now()
    expect(await first.stop('SIGINT')).toEqual({ code: 0, signal: null })
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(await isListening(database)).toBe(false)
    expect(existsSync(join(data, 'postgres', 'postmaster.pid'))).toBe(false)

    const second = await open(environment)
    expect(answerOf(await staff.call('catalog.get-brand', { slug: 'noirel' }))).toMatchObject(brand)
    await second.stop('SIGKILL')
    const left = await databasePortOf(data)
    expect(await isListening(left)).toBe(true)

    const third = await open(environment)
    expect(answerOf(await staff.call('catalog.get-brand', { slug: 'noirel' }))).toMatchObject(brand)
    expect(await databasePortOf(data)).toBe(left)
    await third.stop('SIGTERM')
    expect(await isListening(left)).toBe(false)
  }, 60_000)

  test('a folder that another shop has open is refused in plain words, and that shop goes on', async () => {
    const [data, port] = [join(folder, 'shop'), await freePort()]
    await open({ MERX_DATA: data, PORT: String(port) })

    const second = spawn({ MERX_DATA: data, PORT: String(await freePort()) })

    expect(await second.ended).toEqual({ code: 1, signal: null })
    expect(second.output()).toContain(data)
    expectPlainWords(second)
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
  }, 60_000)
})

describe('what cannot be', () => {
  test('settings that do not fit are told all at once, before anything is touched', async () => {
    const data = join(folder, 'shop')
    const server = spawn({
      MERX_DATA: data,
      PORT: 'eighty',
      DATABASE_URL: 'mysql://localhost/shop',
      LOG_LEVEL: 'loud',
      MERX_STAFF_KEY: 'short',
      MERX_PAYMENT_MINUTES: '0',
      MERX_PUBLIC_ULR: 'https://shop.example',
    })

    expect(await server.ended).toEqual({ code: 1, signal: null })
    for (const name of [
      'PORT',
      'DATABASE_URL',
      'LOG_LEVEL',
      'MERX_STAFF_KEY',
      'MERX_PAYMENT_MINUTES',
      'MERX_PUBLIC_ULR',
    ])
      expect(server.output()).toContain(`${name}: `)
    expectPlainWords(server)
    expect(existsSync(data)).toBe(false)
  })

  test('a port that is taken is told in plain words', async () => {
    const database = await newTestDatabase([])
    const [port, other] = [await freePort(), createServer()]
    await new Promise<void>((listening) => other.listen(port, '127.0.0.1', listening))
    try {
      const server = spawn({ MERX_DATA: folder, DATABASE_URL: database.url, PORT: String(port) })
      expect(await server.ended).toEqual({ code: 1, signal: null })
      expect(server.output()).toContain(String(port))
      expectPlainWords(server)
    } finally {
      other.close()
      await database.drop()
    }
  })
})

test('Ctrl-C ends it within five seconds where the database has gone away', async () => {
  const database = await newTestDatabase([])
  const server = await open({ MERX_DATA: folder, DATABASE_URL: database.url, PORT: String(await freePort()) })
  await database.drop()

  const ending = server.stop('SIGINT')
  const late = setTimeout(() => void server.stop('SIGKILL'), 5_000)
  expect(await ending).toEqual({ code: 0, signal: null })
  clearTimeout(late)
})

describe('in production', () => {
  test('there are no doors for developers, and no bank that takes test cards', async () => {
    const database = await newTestDatabase([])
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const environment = { MERX_DATA: folder, DATABASE_URL: database.url, PORT: String(port), NODE_ENV: 'production' }
    try {
      const server = await open({ ...environment, MERX_PUBLIC_URL: 'https://shop.example' })
      for (const path of ['/dev/mail', '/dev/bank/style.css', '/dev/bank/test/payments'])
        expect((await fetch(url + path)).status, path).toBe(404)
      const methods: unknown = await (await fetch(`${url}/api/v1/payment-methods`)).json()
      expect(methods).toMatchObject({ items: [{ provider: 'cash-on-delivery' }] })
      expect(existsSync(join(folder, 'bank.sqlite'))).toBe(false)
      expect(server.output()).toContain('SMTP_URL is not set')
      await server.stop()
    } finally {
      await database.drop()
    }
  })
})

describe('in production, where buyers find the shop', () => {
  test('is told or the shop does not open, but for this machine alone', async () => {
    const database = await newTestDatabase([])
    const data = join(folder, 'shop')
    const port = await freePort()
    const environment = { MERX_DATA: data, DATABASE_URL: database.url, PORT: String(port), NODE_ENV: 'production' }
    try {
      const outside = spawn({ ...environment, HOST: '0.0.0.0' })
      expect(await outside.ended).toEqual({ code: 1, signal: null })
      expect(outside.output()).toContain('MERX_PUBLIC_URL: must be set')
      expectPlainWords(outside)
      expect(existsSync(data)).toBe(false)

      const alone = await open(environment)
      expect(alone.output()).toContain('MERX_PUBLIC_URL is not set')
      const page = (host: string) => statusOf({ port, path: '/cart', headers: { host } })
      // without goods there is no market, so no cart
      expect(await page('shop.example')).toBe(404)
      expect(await page('a"><script>')).toBe(400)
      await alone.stop()
    } finally {
      await database.drop()
    }
  })

  test('is what counts as own site, though a proxy that speaks TLS asks without', async () => {
    const database = await newTestDatabase([])
    const port = await freePort()
    const environment = { MERX_DATA: folder, DATABASE_URL: database.url, PORT: String(port), NODE_ENV: 'production' }
    try {
      const server = await open({
        ...environment,
        MERX_PUBLIC_URL: 'https://shop.example',
        SMTP_URL: 'smtp://127.0.0.1',
      })
      expect(server.output()).not.toMatch(/(MERX_PUBLIC_URL|SMTP_URL) is not set/)
      const headers = { 'content-type': 'application/json', cookie: '__Host-merx_cart=abc' }
      const add = (origin: string) =>
        fetch(`http://127.0.0.1:${port}/api/v1/cart/items`, {
          method: 'POST',
          headers: { ...headers, origin },
          body: JSON.stringify({ variantId: '01890000-0000-7000-8000-000000000000', quantity: 1 }),
        })
      expect((await add('https://shop.example')).status).not.toBe(403)
      expect((await add(`http://127.0.0.1:${port}`)).status).toBe(403)
      await server.stop()
    } finally {
      await database.drop()
    }
  })
})

/** By hand: `fetch` writes the host itself. */
function statusOf(asked: RequestOptions): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', ...asked }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

/** No stack, no name of a file of ours. */
function expectPlainWords(server: ServerProcess): void {
  expect(server.output()).not.toMatch(/\n\s+at |\.ts\b|node:/)
}
