import * as furniture from '../forms/furniture.ts'
import * as lamps from '../forms/lamps.ts'
import * as textiles from '../forms/textiles.ts'
import * as vessels from '../forms/vessels.ts'
import {
  bisque,
  blackMarble,
  blackSteel,
  brass,
  bronze,
  brushedBrass,
  ebonised,
  glaze,
  lacquer,
  leather,
  linen,
  matte,
  mirrorGlass,
  oak,
  stone,
  walnut,
  whiteMarble,
  wool,
} from '../materials.ts'
import { CELADON, CHALK, CLAY, COGNAC, INK, IVORY, MIST, MOSS, OXIDE, SAGE, SAND, SLATE, UMBER } from '../palette.ts'
import { type Shots, series, single } from './shot.ts'

const vases: Shots = {
  ...series('aster-vase', { ink: glaze(INK), ivory: glaze(IVORY), sage: glaze(SAGE) }, vessels.asterVase),
  ...series('column-vase', { chalk: bisque(CHALK), umber: bisque(UMBER) }, vessels.columnVase),
  ...series('moon-vase', { ivory: glaze(IVORY), celadon: glaze(CELADON), ink: glaze(INK, 0.3) }, vessels.moonVase),
  ...series('reed-vase', { bone: glaze('d9cbb4', 0.34), oxide: glaze(OXIDE, 0.3) }, vessels.reedVase),
  ...series('amphora', { clay: bisque(CLAY), ink: bisque('2a2b2e') }, vessels.amphora),
  ...series('basin', { ink: glaze(INK), ivory: glaze(IVORY) }, vessels.basin, { pitch: 17 }),
  ...single('bud-trio', () => vessels.budTrio(glaze(INK), glaze(OXIDE, 0.28), bisque(CHALK))),
  ...series('bead-dish', { ivory: glaze(IVORY), ink: glaze(INK), sage: glaze(SAGE) }, vessels.catchall, { pitch: 26 }),
}

const lighting: Shots = {
  ...series('hearth-lamp', { ivory: glaze(IVORY), ink: glaze(INK) }, (base) => lamps.tableLamp(base, brass)),
  ...series(
    'dome-lamp',
    { chalk: lacquer(CHALK, 0.3), oxide: lacquer(OXIDE, 0.2), ink: lacquer(INK, 0.2) },
    (body) => lamps.mushroomLamp(body, false),
    { pitch: 7 },
  ),
  ...series('opal-lamp', { brass: brass, black: blackSteel }, (metal) =>
    lamps.globeLamp(metal, metal === brass ? whiteMarble : blackMarble),
  ),
  ...series('heron-lamp', { black: matte('242322'), brass: brushedBrass }, (body) => lamps.taskLamp(body, brass), {
    pitch: 9,
  }),
  ...series('reading-lamp', { brass, black: blackSteel }, (metal) => lamps.floorLamp(metal, metal), {
    fill: 0.8,
    pitch: 8,
  }),
  ...series('vigil-lantern', { black: blackSteel, brass: brushedBrass }, lamps.lantern),
  ...single('shell-sconce', () => lamps.sconce(bisque(CHALK), brass), { pitch: 8 }),
}

const seats: Shots = {
  ...series('haven-chair', { ivory: wool(IVORY, 24), moss: wool(MOSS, 24), oxide: wool(OXIDE, 24) }, (cloth) =>
    furniture.loungeChair(walnut(), cloth),
  ),
  ...series('refectory-chair', { oak: oak('y'), walnut: walnut('y'), black: ebonised('y') }, (wood) =>
    furniture.diningChair(wood, linen('c9b48f', 30)),
  ),
  ...series('milk-stool', { oak: oak('y'), walnut: walnut('y') }, furniture.stool),
  ...series('long-bench', { oak: oak(), walnut: walnut() }, (wood) => furniture.bench(wood, linen('d8ccb6'))),
  ...series(
    'segment-pouf',
    { cognac: leather(COGNAC), black: leather('211f1e'), ivory: wool(IVORY, 26) },
    furniture.pouf,
    { pitch: 17 },
  ),
}

const tables: Shots = {
  ...series('plinth-table', { white: whiteMarble, black: blackMarble, travertine: stone('cdb99b') }, (top) =>
    furniture.sideTable(top, top),
  ),
  ...series('raft-table', { walnut: walnut(), travertine: stone('cdb99b') }, (top) => furniture.coffeeTable(top, top), {
    pitch: 17,
  }),
  ...series('ladder-shelf', { oak: oak(), walnut: walnut() }, (boards) => furniture.shelf(boards, blackSteel), {
    fill: 0.74,
  }),
  ...series('disc-mirror', { brass, black: blackSteel }, (frame) => furniture.mirror(frame, mirrorGlass)),
  ...series('grove-stand', { bronze, black: blackSteel }, furniture.umbrellaStand),
}

const cloths: Shots = {
  ...series('alpine-throw', { ivory: wool(IVORY), sand: wool(SAND), oxide: wool(OXIDE) }, textiles.throwBlanket, {
    pitch: 20,
  }),
  ...series(
    'linen-cushion',
    { natural: linen('d2c4ab'), ink: linen('2b2d33'), sage: linen(SAGE), oxide: linen(OXIDE) },
    (cloth) => textiles.cushion(cloth, cloth),
  ),
  ...series('bath-towels', { white: wool('eeeae3', 46), sand: wool(SAND, 46) }, textiles.towels, { pitch: 17 }),
  ...series(
    'percale-set',
    { white: linen('f0ece5', 70), mist: linen(MIST, 70) },
    (cloth) => textiles.bedLinen(cloth, matte(INK)),
    { pitch: 18 },
  ),
  ...series(
    'table-napkins',
    { natural: linen('d8cbb3'), ink: linen('2b2d33') },
    (cloth) => textiles.napkins(cloth, brass),
    { pitch: 18 },
  ),
  ...series(
    'courtyard-rug',
    { sand: wool(SAND, 20), slate: wool(SLATE, 20) },
    (cloth) => textiles.rug(cloth, '3a332c'),
    { pitch: 17 },
  ),
}

export const HOME: Shots = { ...vases, ...lighting, ...seats, ...tables, ...cloths }
