import { openShop } from './open-shop.ts'
import { purchaseInBrowser } from './purchase-in-browser.ts'

purchaseInBrowser(openShop)
