import { parentPort } from 'node:worker_threads'
import { develop } from './film.ts'
import { ORDERS } from './shots.ts'

parentPort?.on('message', (name: string) => {
  const order = ORDERS.find((candidate) => candidate.name === name)
  if (!order) throw new Error(`No shot is called ${name}.`)
  const picture = develop(order.scene(), order.width, order.height)
  parentPort?.postMessage(picture, [picture.pixels.buffer])
})
