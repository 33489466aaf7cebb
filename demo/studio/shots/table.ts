import * as fragrance from '../forms/fragrance.ts'
import * as glassware from '../forms/glassware.ts'
import * as kitchen from '../forms/kitchen.ts'
import * as tableware from '../forms/tableware.ts'
import {
  blackMarble,
  blackSteel,
  brass,
  brushedSteel,
  clearGlass,
  ebonised,
  glaze,
  gold,
  lacquer,
  matte,
  oak,
  paper,
  silver,
  smokedGlass,
  steel,
  stone,
  tinted,
  walnut,
  whiteMarble,
} from '../materials.ts'
import { CELADON, CHALK, INK, IVORY, OXIDE, SAGE } from '../palette.ts'
import { type Shots, series, single } from './shot.ts'

const GLAZES = { ivory: glaze(IVORY), ink: glaze(INK), sage: glaze(SAGE) }
const { sage: _, ...TWO_GLAZES } = GLAZES

const ceramics: Shots = {
  ...series('lune-plates', GLAZES, tableware.plateStack, { pitch: 24 }),
  ...series('gilt-plate', { gold, platinum: silver }, (rim) => tableware.dinnerPlate(glaze(CHALK, 0.1), rim), {
    pitch: 38,
  }),
  ...series('lune-bowls', GLAZES, tableware.bowls, { pitch: 22 }),
  ...series('lune-cup', GLAZES, tableware.cupAndSaucer, { pitch: 22 }),
  ...series('still-teapot', TWO_GLAZES, (body) => tableware.teapot(body, brass), { pitch: 16 }),
  ...series('brook-pitcher', { ivory: glaze(IVORY), celadon: glaze(CELADON) }, tableware.pitcher),
  ...series('oval-platter', TWO_GLAZES, tableware.platter, { pitch: 34 }),
  ...series('dais-stand', { white: whiteMarble, ivory: glaze(IVORY) }, tableware.cakeStand, { pitch: 18 }),
  ...series('salt-cellar', TWO_GLAZES, (jar) => tableware.saltCellar(jar, brass), { pitch: 24 }),
}

const glasses: Shots = {
  ...single('vigne-glasses', () => glassware.wineGlass()),
  ...single('flute-tumblers', () => glassware.tumblers(), { pitch: 16 }),
  ...series('bedside-carafe', { clear: clearGlass, smoke: smokedGlass }, glassware.carafe),
  ...single('quarry-decanter', () => glassware.decanter()),
  ...series('orchard-cloche', { walnut: walnut(), marble: whiteMarble }, (base) => glassware.cloche(base, brass)),
}

const cooking: Shots = {
  ...series('turned-mills', { walnut: walnut('y'), oak: oak('y'), black: ebonised('y') }, (wood) =>
    kitchen.mills(wood, brass),
  ),
  ...series('harvest-board', { walnut: walnut('y'), oak: oak('y') }, kitchen.servingBoard),
  ...series('quarry-mortar', { white: whiteMarble, black: blackMarble }, kitchen.mortar, { pitch: 17 }),
  ...series('pantry-jars', TWO_GLAZES, (body) => kitchen.canister(body, oak())),
  ...series('evening-tray', { walnut: walnut(), black: ebonised() }, (wood) => kitchen.tray(wood, brass), {
    pitch: 26,
  }),
  ...series('ember-kettle', { steel, black: lacquer('232221', 0.28) }, (body) =>
    kitchen.kettle(body, body === steel ? matte('2a2726') : walnut()),
  ),
}

const scents: Shots = {
  ...series(
    'house-candle',
    { cedar: glaze(INK), fig: glaze(IVORY), ember: glaze(OXIDE) },
    (cup) => fragrance.jarCandle(cup, paper('efe8da')),
    { pitch: 15 },
  ),
  ...series('pillar-candles', { ivory: 'efe5d2', oxide: '7c4032' }, fragrance.pillars),
  ...series('twin-candlesticks', { brass, black: blackSteel }, (metal) =>
    fragrance.candlesticks(metal, metal === brass ? 'f0e8d8' : '73392d'),
  ),
  ...series(
    'eau-de-parfum',
    { vetiver: tinted([0.34, 0.2, 0.75]), iris: tinted([0.22, 0.42, 0.24]), amber: tinted([0.12, 0.5, 1.3]) },
    (scent) => fragrance.flacon(scent, lacquer('1a1918', 0.2)),
    { pitch: 9 },
  ),
  ...series('reed-diffuser', { ink: glaze(INK), ivory: glaze(IVORY) }, (bottle) => fragrance.diffuser(bottle, brass)),
  ...series(
    'incense-bowl',
    { ink: glaze(INK, 0.3), stone: stone('cdbfa8') },
    (dish) => fragrance.incense(dish, brass),
    { pitch: 18 },
  ),
  ...series(
    'hand-soap',
    { olive: '9aa084', clay: 'c39274', charcoal: '3b3a39' },
    (colour) => fragrance.soap(colour, paper('efe8da')),
    { pitch: 20 },
  ),
  ...single('hand-balm', () => fragrance.balm(glaze(INK, 0.24), 'f1e9da'), { pitch: 24 }),
  ...single('linen-spray', () => fragrance.roomSpray(clearGlass, brushedSteel)),
  ...single('hand-wash', () => glassware.pumpBottle(lacquer('1a1918', 0.25), paper('efe8da')), { pitch: 9 }),
}

export const TABLE: Shots = { ...ceramics, ...glasses, ...cooking, ...scents }
