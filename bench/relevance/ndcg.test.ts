import { describe, expect, it } from 'vitest'
import { relevanceOf } from './ndcg.ts'

const query = {
  query: 'lamp',
  gains: new Map([
    ['best', 7],
    ['good', 3],
    ['bad', 0],
  ]),
}

describe('nDCG@10', () => {
  it('is 1 for the ideal order', async () => {
    const { ndcg, empty, judged } = await relevanceOf([query], async () => ['best', 'good'])
    expect({ ndcg, empty, judged }).toStrictEqual({ ndcg: 1, empty: 0, judged: 1 })
  })

  it('discounts by the logarithm of the rank, and counts what nobody judged as nothing', async () => {
    const { ndcg, judged } = await relevanceOf([query], async () => ['unknown', 'best'])
    const ideal = 7 + 3 / Math.log2(3)
    expect(ndcg).toBeCloseTo(7 / Math.log2(3) / ideal, 12)
    expect(judged).toBe(0.5)
  })

  it('leaves out queries that have nothing good to find, and counts those that found nothing', async () => {
    const hopeless = { query: 'x', gains: new Map([['bad', 0]]) }
    const { queries, empty, ndcg } = await relevanceOf([query, hopeless], async () => [])
    expect({ queries, empty, ndcg }).toStrictEqual({ queries: 1, empty: 1, ndcg: 0 })
  })
})
