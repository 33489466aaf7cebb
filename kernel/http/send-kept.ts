import type { FastifyReply, FastifyRequest } from 'fastify'
import type { KeptAnswer } from '../runtime/answers.ts'
import { isFresh } from './fresh.ts'
import { apiHeaders } from './security-headers.ts'

const standing = Object.entries(apiHeaders).flat()

/**
 * Sends a kept answer past the framework's reply, which would go through every header three times and through its life cycle once more.
 * What hooks put on the reply goes along.
 */
export function sendKept(request: FastifyRequest, reply: FastifyReply, kept: KeptAnswer): void {
  const isGood = kept.status === 200
  const head = [...standing, 'content-type', kept.contentType]
  const own = reply.getHeaders()
  for (const name in own) head.push(name, String(own[name]))
  if (isGood) head.push('cache-control', 'public, max-age=0, must-revalidate', 'etag', kept.etag)
  else head.push('cache-control', 'no-store')
  const isFreshThere = isGood && isFresh(request.headers['if-none-match'], kept.etag)
  if (!isFreshThere) head.push('content-length', String(kept.text.length))
  const { raw } = reply
  raw.writeHead(isFreshThere ? 304 : kept.status, head)
  // only now: what throws before this is still answered by the framework
  reply.hijack()
  if (isFreshThere) raw.end()
  else raw.end(kept.text, 'latin1')
}
