import { openShop } from '../journeys/open-shop.ts'
import { purchaseOverHttp } from '../journeys/purchase-over-http.ts'
import { openPair } from './standby.ts'

/** A shop that asks a standby whatever it may. */
purchaseOverHttp(async () => {
  const pair = await openPair()
  try {
    const shop = await openShop({ DATABASE_URL: pair.primaryUrl, DATABASE_REPLICA_URL: pair.standbyUrl })
    const stop = async (): Promise<void> => {
      await shop.stop()
      await pair.stop()
    }
    return { ...shop, stop }
  } catch (error) {
    await pair.stop()
    throw error
  }
})
