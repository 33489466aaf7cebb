import type { Extension, Runtime } from '@merx/kernel/server'
import { mailboxPage } from '@merx/notifications'
import type { FastifyReply, FastifyRequest } from 'fastify'

const base = '/dev/mail'

const thisMachine = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

/** The mails that the shop has sent, in development and for who sits at this machine only: they hold links to orders. */
export function mailboxDoor(runtime: Runtime): Extension {
  return (fastify) => {
    const show = async (request: FastifyRequest<{ Params: { '*'?: string } }>, reply: FastifyReply) => {
      if (!thisMachine.includes(request.ip) || !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(request.hostname)) {
        return reply.code(403).type('text/plain').send('The mailbox is shown on the machine of the shop alone.')
      }
      const path = request.params['*'] ?? ''
      const page = await mailboxPage(runtime.call, base, path === '' ? '' : `/${path}`)
      if (!page) return reply.code(404).type('text/plain').send('There is no such mail.')
      return reply
        .header('content-security-policy', page.contentSecurityPolicy)
        .header('cache-control', 'no-store')
        .header('referrer-policy', 'no-referrer')
        .type('text/html; charset=utf-8')
        .send(page.body)
    }
    fastify.get(base, show)
    fastify.get(`${base}/*`, show)
  }
}
