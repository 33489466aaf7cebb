import { createBank } from '@merx/bank'
import Fastify from 'fastify'
import { answerQuestions } from '../child.ts'

const { PORT, BANK_KEY = '' } = process.env

const fastify = Fastify({ forceCloseConnections: true })
await fastify.register(createBank({ apiKey: BANK_KEY, secret: BANK_KEY }))
await fastify.listen({ port: Number(PORT), host: '127.0.0.1' })

answerQuestions(
  async () => {},
  () => fastify.close(),
)
