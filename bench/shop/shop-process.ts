import { startPostgres } from '@merx/server/postgres'
import { answerQuestions } from '../child.ts'
import { openShop } from './open-shop.ts'

const { BENCH_BANK_URL, BENCH_BANK_KEY, DATABASE_URL, BENCH_DATA = '', PORT } = process.env

const postgres = DATABASE_URL ? undefined : await startPostgres({ dataDir: BENCH_DATA, log: () => {} })
const shop = await openShop({
  databaseUrl: DATABASE_URL ?? postgres?.url ?? '',
  data: BENCH_DATA,
  port: Number(PORT),
  bank: BENCH_BANK_URL && BENCH_BANK_KEY ? { url: BENCH_BANK_URL, key: BENCH_BANK_KEY } : undefined,
})

answerQuestions(
  // the only question: whether the work that follows the answers is done
  async () => {
    await shop.runtime.events.settled()
  },
  async () => {
    await shop.stop()
    await postgres?.stop()
  },
)
