import type { Extension, Runtime } from '@merx/kernel/server'
import { mailboxPage } from '@merx/notifications'

const base = '/dev/mail'

/** The mails that the shop has sent, in development only. */
export function mailboxDoor(runtime: Runtime): Extension {
  return (fastify) => {
    fastify.get<{ Params: { '*'?: string } }>(`${base}*`, async (request, reply) => {
      const page = await mailboxPage(runtime.call, base, request.params['*'] ?? '')
      if (!page) return reply.code(404).type('text/plain').send('There is no such mail.')
      return reply
        .header('content-security-policy', page.contentSecurityPolicy)
        .header('cache-control', 'no-store')
        .header('referrer-policy', 'no-referrer')
        .type('text/html; charset=utf-8')
        .send(page.body)
    })
  }
}
