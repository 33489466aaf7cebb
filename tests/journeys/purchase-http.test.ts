import { openShop } from './open-shop.ts'
import { purchaseOverHttp } from './purchase-over-http.ts'

purchaseOverHttp(openShop)
