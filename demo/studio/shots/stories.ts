import { box, cylinder, move } from '../field.ts'
import * as desk from '../forms/desk.ts'
import * as fragrance from '../forms/fragrance.ts'
import * as glassware from '../forms/glassware.ts'
import * as kitchen from '../forms/kitchen.ts'
import * as lamps from '../forms/lamps.ts'
import * as bags from '../forms/leather.ts'
import * as tableware from '../forms/tableware.ts'
import * as textiles from '../forms/textiles.ts'
import * as vessels from '../forms/vessels.ts'
import {
  bisque,
  brass,
  glaze,
  gold,
  lacquer,
  leather,
  linen,
  stone,
  tinted,
  walnut,
  whiteMarble,
} from '../materials.ts'
import { CHALK, INK, IVORY, OXIDE, SAGE } from '../palette.ts'
import { part } from '../scene.ts'
import type { Bounds } from '../volume.ts'
import { at, type Shots } from './shot.ts'

const WIDE: Bounds = { low: [-5, -0.02, -3], high: [5, 5, 3] }

/** A still life on plinths: what the house makes, in its three colours. */
const hero = () => ({
  region: WIDE,
  view: { fill: 0.68, pitch: 9, offset: [0.2, -0.1] as const },
  parts: [
    part(move(box(1.1, 0.4, 0.8, 0.015), -0.2, 0.4, -0.7), stone('d2c3aa')),
    part(move(cylinder(0.62, 0.2, 0.015), 1.75, 0.2, 0.3), bisque(CHALK)),
    ...at({ x: -0.55, z: -0.75, y: 0.8, size: 0.95 }, vessels.asterVase(glaze(INK))),
    ...at({ x: 0.42, z: -0.5, y: 0.8, size: 0.5 }, vessels.moonVase(glaze(OXIDE, 0.24))),
    ...at({ x: -1.85, z: 0.1, size: 0.95 }, lamps.globeLamp(brass, whiteMarble)),
    ...at({ x: 1.75, z: 0.3, y: 0.4, size: 0.62 }, vessels.amphora(bisque('d8c7ae'))),
    ...at({ x: 0.62, z: 0.75, size: 0.42 }, vessels.catchall(glaze(IVORY))),
  ],
})

/** The table after supper. */
const table = () => ({
  region: WIDE,
  view: { fill: 0.74, pitch: 17, offset: [0, -0.04] as const },
  parts: [
    ...at({ x: -1.5, z: 0.35, size: 0.95 }, tableware.plateStack(glaze(SAGE))),
    ...at({ x: 0.2, z: -0.7, size: 0.95 }, tableware.teapot(glaze(INK), brass)),
    ...at({ x: 0.55, z: 0.75, size: 0.62 }, tableware.cupAndSaucer(glaze(IVORY))),
    ...at({ x: 2.0, z: 0.1, size: 0.8 }, kitchen.mills(walnut('y'), brass)),
    ...at({ x: -1.35, z: -1.2, size: 0.75 }, glassware.carafe()),
  ],
})

/** What one takes along: a bag, a scent, a silk, a book. */
const person = () => ({
  region: WIDE,
  view: { fill: 0.8, pitch: 12, offset: [0, -0.08] as const },
  parts: [
    part(move(box(1.25, 0.28, 0.9, 0.015), -0.85, 0.28, -0.5), stone('d2c3aa')),
    ...at({ x: -0.85, z: -0.5, y: 0.56, size: 0.95 }, bags.boxBag(leather('53211f'), gold)),
    ...at({ x: 1.1, z: 0.2, size: 0.62 }, fragrance.flacon(tinted([0.12, 0.5, 1.3]), lacquer('1a1918', 0.2))),
    ...at({ x: 2.15, z: -0.4, size: 0.62 }, desk.notebooks(linen('26282e'), linen(OXIDE))),
    ...at({ x: -2.55, z: 0.25, size: 0.62 }, textiles.silkSquare(IVORY, INK, OXIDE)),
    ...at({ x: 2.1, z: -0.4, y: 0.3, size: 0.3 }, fragrance.balm(glaze(INK, 0.24), 'f1e9da')),
  ],
})

export const STORIES: Shots = { 'story-house': hero, 'story-table': table, 'story-person': person }
