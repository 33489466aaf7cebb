import { describe, expect, test } from 'vitest'
import { covers, together, within } from './permissions.ts'

describe('permissions', () => {
  test.each([
    [['orders:read', 'orders:write'], ['orders:read'], true],
    [['orders:read'], ['orders:read', 'orders:write'], false],
    [['orders:read'], 'all', false],
    ['all', ['orders:read'], true],
    ['all', 'all', true],
    [[], [], true],
  ] as const)('%j cover %j: %s', (own, others, answer) => {
    expect(covers(own, others)).toBe(answer)
  })

  test('of several roles are those of each, and everything where one is everything', () => {
    expect(together([['b:read'], ['a:read', 'b:read'], []])).toEqual(['a:read', 'b:read'])
    expect(together([['a:read'], 'all'])).toBe('all')
    expect(together([])).toEqual([])
  })

  test('of a key are never more than those of its owner', () => {
    expect(within(['a:read', 'b:read'], ['b:read', 'c:read'])).toEqual(['b:read'])
    expect(within(['a:read'], 'all')).toEqual(['a:read'])
  })
})
