import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { byDigests, contentPolicy } from './policy.ts'

const digest = (script: string) => `sha256-${createHash('sha256').update(script).digest('base64')}`

describe('a kept page', () => {
  const html =
    '<script nonce="n1">go()</script><script>evil()</script><script type="module" nonce="n1" src="/a.js"></script><p nonce="n2">'

  it('names the scripts of the renderer by their digests, and no other', () => {
    expect(byDigests(html, 'n1').digests).toEqual([digest('go()')])
  })

  it('holds the nonce of nobody', () => {
    expect(byDigests(html, 'n1').html).toBe(
      '<script>go()</script><script>evil()</script><script type="module" src="/a.js"></script><p nonce="n2">',
    )
  })
})

describe('the policy', () => {
  it('lets nothing in but what the shop serves and the scripts that are named', () => {
    const policy = contentPolicy(['nonce-abc'], '/cart')
    expect(policy).toContain("default-src 'none'; script-src 'self' 'nonce-abc'; style-src 'self'")
    expect(policy).toContain("form-action 'self'")
    expect(policy).toContain("worker-src 'self'; manifest-src 'self'")
    expect(policy).not.toContain('unsafe')
  })

  it('lets a form lead to the page of a bank only from where one pays', () => {
    expect(contentPolicy([], '/checkout')).not.toContain('form-action')
    expect(contentPolicy([], '/orders/M-100042')).not.toContain('form-action')
    expect(contentPolicy([], '/products/checkout')).toContain('form-action')
  })

  it('lets a form lead to who vouches for people only from where one logs in or links', () => {
    expect(contentPolicy([], '/account/log-in')).not.toContain('form-action')
    expect(contentPolicy([], '/account/security')).not.toContain('form-action')
    expect(contentPolicy([], '/account')).toContain('form-action')
  })
})
