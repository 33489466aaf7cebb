import { purchaseInBrowser } from '../journeys/purchase-in-browser.ts'
import { openCopies } from './open-replicas.ts'

purchaseInBrowser(() => openCopies())
