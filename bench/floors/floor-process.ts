import Fastify, { type FastifyInstance } from 'fastify'
import postgres from 'postgres'
import { answerQuestions } from '../child.ts'
import { atOnce, inSameTransactions, type Writes } from './writes.ts'

/** What the shop answered to each kind of request: the floor sends the same bytes. */
export type Answers = Readonly<Record<'list' | 'product' | 'cart' | 'shippingOptions' | 'checkout', string>>

const { PORT, DATABASE_URL = '' } = process.env

// as many connections as the shop has for requests
const sql = postgres(DATABASE_URL, { max: 8, onnotice: () => {}, connection: { application_name: 'merx-floor' } })
const fastify = Fastify()
let answers: Answers | undefined

/** The routes of the shop, by hand. The reads are strings; the writes are rows. */
function addRoutes(app: FastifyInstance, { addItem, checkout }: Writes): void {
  const body = (kind: keyof Answers): string => {
    if (!answers) throw new Error('The floor was not told what to answer')
    return answers[kind]
  }
  const json = 'application/json; charset=utf-8'
  app.get('/products', (_request, reply) => reply.type(json).send(body('list')))
  app.get('/products/:slug', (_request, reply) => reply.type(json).send(body('product')))
  app.get('/cart/shipping-options', (_request, reply) => reply.type(json).send(body('shippingOptions')))
  app.post<{ Body: { variantId: string } }>('/cart/items', async (request, reply) => {
    const token = await addItem(request.body.variantId)
    return reply.code(201).header('merx-cart', token).type(json).send(body('cart'))
  })
  app.post<{ Body: { payment: { provider: string } } }>('/checkout', async (request, reply) => {
    await checkout(String(request.headers['merx-cart']), request.body.payment.provider)
    return reply.code(201).type(json).send(body('checkout'))
  })
}

await fastify.register(async (app) => addRoutes(app, inSameTransactions(sql)), { prefix: '/api/v1' })
await fastify.register(async (app) => addRoutes(app, atOnce(sql)), { prefix: '/at-once/api/v1' })
await fastify.listen({ port: Number(PORT), host: '127.0.0.1' })

answerQuestions(
  async (told) => {
    answers = told as Answers
  },
  async () => {
    await fastify.close()
    await sql.end({ timeout: 1 })
  },
)
