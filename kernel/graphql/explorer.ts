import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { type GraphQLSchema, printSchema } from 'graphql'
import { explorerPage, script, style } from './explorer-page.ts'

const policy = [
  "default-src 'none'",
  `script-src '${digest(script)}'`,
  `style-src '${digest(style)}'`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A page to try documents on, for developers: it loads nothing from anywhere, so the policy can be strict. */
export function createExplorer(schema: GraphQLSchema): (reply: FastifyReply) => FastifyReply {
  const page = explorerPage(printSchema(schema))
  return (reply) => reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(page)
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
