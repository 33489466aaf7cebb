import { purchaseOverHttp } from '../journeys/purchase-over-http.ts'
import { openCopies } from './open-replicas.ts'

purchaseOverHttp(() => openCopies())
