import { expect, test } from 'vitest'
import { createAtOnce } from './at-once.ts'
import { createStream } from './stream.ts'

function numbers() {
  const ends: string[] = []
  const stream = createStream<number>({ longest: 2, instead: (latest) => -latest, onEnd: () => ends.push('over') })
  return { stream, ends }
}

test('values are taken in their order, those that come while somebody waits too', async () => {
  const { stream } = numbers()
  stream.push(1)
  expect(await stream.next()).toEqual({ done: false, value: 1 })
  const next = stream.next()
  stream.push(2)
  expect(await next).toEqual({ done: false, value: 2 })
})

test('when another one has no room, one stands for all that wait', async () => {
  const { stream } = numbers()
  for (const value of [1, 2, 3, 4]) stream.push(value)
  expect([await stream.next(), await stream.next()].map(({ value }) => value)).toEqual([-3, 4])
})

test('who waits is let go when it ends, which is told once', async () => {
  const { stream, ends } = numbers()
  const next = stream.next()
  await stream.return()
  await stream.return()
  stream.push(1)
  expect([await next, await stream.next(), ends]).toEqual([
    { done: true, value: undefined },
    { done: true, value: undefined },
    ['over'],
  ])
})

test('so many calls run at once, the others in their order, and one that fails hands its place on', async () => {
  const atOnce = createAtOnce(2)
  const [began, ends]: [number[], PromiseWithResolvers<void>[]] = [[], []]
  const calls = [0, 1, 2, 3].map((index) => {
    const end = Promise.withResolvers<void>()
    ends.push(end)
    return atOnce(() => {
      began.push(index)
      return end.promise
    })
  })
  expect(began).toEqual([0, 1])
  ends[1]?.reject(new Error('broken'))
  await expect(calls[1]).rejects.toThrow('broken')
  expect(began).toEqual([0, 1, 2])
  for (const { resolve } of ends) resolve()
  await Promise.all([calls[0], calls[2], calls[3]])
  expect(began).toEqual([0, 1, 2, 3])
})
