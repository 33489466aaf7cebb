import type { Scene } from './scene.ts'
import { HOME } from './shots/home.ts'
import { PERSON } from './shots/person.ts'
import type { Shots } from './shots/shot.ts'
import { STORIES } from './shots/stories.ts'
import { TABLE } from './shots/table.ts'

const SQUARES: Shots = { ...HOME, ...TABLE, ...PERSON }

/** A picture to take: its file name without the ending, its size and its scene. */
export type Order = {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly scene: () => Scene
}

export const ORDERS: readonly Order[] = [
  ...Object.entries(SQUARES).map(([name, scene]) => ({ name, width: 1000, height: 1000, scene })),
  ...Object.entries(STORIES).map(([name, scene]) => ({ name, width: 1600, height: 1000, scene })),
]
