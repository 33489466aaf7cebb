import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { modules } from '../../merx.config.ts'

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url))

test('where the database cannot be reached, the command line ends, though it keeps trying to reach the broker', async () => {
  const data = await mkdtemp(join(tmpdir(), 'merx-backroom-'))
  const [here = '', ...others] = modules.map(({ name }) => name)
  const nobody = '127.0.0.1:1'
  const elsewhere = others.map((name) => [`MERX_URL_${name.toUpperCase()}`, `http://${nobody}`])
  const child = spawn(process.execPath, [cli, 'demo', '--products', '1'], {
    env: {
      ...Object.fromEntries(elsewhere),
      MERX_DATA: data,
      MERX_MODULES: here,
      MERX_SERVICE_SECRET: 'known to every process of the shop in this test',
      MERX_BUS: `nats://${nobody}`,
      DATABASE_URL: `postgres://${nobody}/none`,
    },
    stdio: 'ignore',
    timeout: 15_000,
  })
  expect(await once(child, 'exit')).toEqual([1, null])
  await rm(data, { recursive: true })
})
