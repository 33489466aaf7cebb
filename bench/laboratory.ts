import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort, startPostgres } from '@merx/server/postgres'
import { type Child, shopFlags, startChild } from './child.ts'
import { shopAnswers } from './floors/shop-answers.ts'
import { categoryPages } from './shop/category-pages.ts'
import { copyDatabases, type Databases, dropDatabases } from './shop/databases.ts'

/** A process that is measured, and where it listens. */
export type Served = Child & { readonly port: number }

/** Everything that takes part in a run, each in a process of its own. */
export type Laboratory = {
  readonly databases: Databases
  readonly cluster: string
  readonly shop: Served
  readonly floor: Served
  readonly bank: { readonly port: number }
  readonly load: Child
  close(): Promise<void>
}

const bankKey = 'a-key-between-shop-and-bank'

export async function openLaboratory(data: string, profile: string | undefined): Promise<Laboratory> {
  const undo: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  const start = async (module: string, env: Record<string, string>, execArgv: readonly string[] = []) => {
    const port = await freePort()
    const all = { NODE_ENV: 'production', BENCH_DATA: data, PORT: String(port), ...env }
    const child = await startChild(new URL(module, import.meta.url), { env: all, execArgv })
    undo.push(child.stop)
    return { ...child, port }
  }
  try {
    const postgres = await startPostgres({ dataDir: data, log: () => {} })
    undo.push(postgres.stop)
    const [goodsFile, pagesFile] = [join(data, 'goods.txt'), join(data, 'pages.txt')]
    const databases = await copyDatabases(postgres.url, goodsFile)
    undo.push(() => dropDatabases(postgres.url))

    const bank = await start('./shop/bank-process.ts', { BANK_KEY: bankKey })
    const shop = await start(
      './shop/shop-process.ts',
      {
        DATABASE_URL: databases.bench_shop,
        BENCH_BANK_URL: `http://127.0.0.1:${bank.port}`,
        BENCH_BANK_KEY: bankKey,
      },
      [...shopFlags, ...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`])],
    )
    if (profile !== undefined) await mkdir(profile, { recursive: true })
    const floor = await start('./floors/floor-process.ts', { DATABASE_URL: databases.bench_floor })

    const api = `http://127.0.0.1:${shop.port}/api/v1`
    const pages = await categoryPages(api)
    await writeFile(pagesFile, pages.join('\n'))
    const [first = ''] = (await readFile(goodsFile, 'utf8')).split('\n', 1)
    const [slug = '', variantId = ''] = first.split('\t')
    await floor.ask(await shopAnswers(api, { page: pages[0] ?? '', slug, variantId }))
    const load = await start('./load/load-process.ts', { BENCH_PAGES: pagesFile, BENCH_GOODS: goodsFile })
    return { databases, cluster: join(data, 'postgres'), shop, floor, bank, load, close }
  } catch (error) {
    await close()
    throw error
  }
}
