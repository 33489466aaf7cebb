import * as desk from '../forms/desk.ts'
import * as jewellery from '../forms/jewellery.ts'
import * as bags from '../forms/leather.ts'
import * as textiles from '../forms/textiles.ts'
import {
  blackMarble,
  brass,
  brushedBrass,
  crystal,
  ebonised,
  gold,
  greenMarble,
  hammered,
  lacquer,
  leather,
  linen,
  matte,
  paper,
  pearl,
  roseGold,
  ruthenium,
  silk,
  silver,
  steel,
  walnut,
  whiteMarble,
  wool,
} from '../materials.ts'
import { CHALK, COGNAC, ESPRESSO, INK, IVORY, MOSS, OXBLOOD, OXIDE, SAGE, SAND, SLATE } from '../palette.ts'
import { type Shots, series, single } from './shot.ts'

const BLACK = leather('1e1c1c')
const TAN = leather(COGNAC)
const WINE = leather(OXBLOOD)
const BROWN = leather(ESPRESSO)

const hides: Shots = {
  ...series('market-tote', { black: BLACK, cognac: TAN, oxblood: WINE }, (hide) => bags.tote(hide, brass)),
  ...series('casket-bag', { black: BLACK, cognac: TAN, oxblood: WINE }, (hide) => bags.boxBag(hide, gold)),
  ...series('well-bag', { black: BLACK, moss: leather(MOSS) }, (hide) => bags.bucketBag(hide, leather(COGNAC))),
  ...series('two-day-bag', { espresso: BROWN, black: BLACK }, (hide) => bags.weekender(hide, brass)),
  ...series('fold-wallet', { black: BLACK, cognac: TAN }, (hide) => bags.wallet(hide, leather('9c7656')), {
    pitch: 17,
  }),
  ...series('card-case', { black: BLACK, cognac: TAN }, (hide) => bags.cardCase(hide, paper('efe8da'))),
  ...series('strap-belt', { black: BLACK, espresso: BROWN }, (hide) => bags.belt(hide, brushedBrass), { pitch: 26 }),
  ...series('key-loop', { black: BLACK, cognac: TAN, oxblood: WINE }, (hide) => bags.keyLoop(hide, brass), {
    pitch: 42,
  }),
  ...series('paper-folio', { black: BLACK, espresso: BROWN }, (hide) => bags.folio(hide, brass)),
}

const METALS = { gold, silver, rose: roseGold }

const jewels: Shots = {
  ...series('court-band', METALS, jewellery.band),
  ...series('seal-ring', { gold, silver }, (metal) => jewellery.signet(metal, blackMarble)),
  ...series('lone-ring', { gold, platinum: silver }, (metal) => jewellery.solitaire(metal, crystal), { pitch: 10 }),
  ...series('orbit-hoops', { gold, silver }, jewellery.hoops),
  ...series('pearl-studs', { white: pearl('efe9e2'), grey: pearl('77757a') }, (drop) => jewellery.studs(drop, gold), {
    pitch: 18,
  }),
  ...series(
    'drop-pendant',
    { onyx: lacquer('141313', 0.06), malachite: greenMarble },
    (drop) => jewellery.pendant(gold, drop),
    { pitch: 6 },
  ),
  ...single('pearl-strand', () => jewellery.pearlStrand(pearl('efe9e2')), { pitch: 6 }),
  ...series('tide-cuff', { gold: hammered(gold), silver: hammered(silver) }, jewellery.cuff, { pitch: 20 }),
  ...series('link-bracelet', { gold, silver }, jewellery.chain, { pitch: 34 }),
  ...single('meridian-watch-steel', () => jewellery.watch(steel, matte('efeae0'), BLACK, matte('1a1a1c')), {
    pitch: 10,
  }),
  ...single('meridian-watch-gold', () => jewellery.watch(gold, matte('efe6d4'), TAN, matte('1a1a1c')), { pitch: 10 }),
  ...single('meridian-watch-black', () => jewellery.watch(ruthenium, matte('1b1c1f'), BLACK, matte('e9dfcf')), {
    pitch: 10,
  }),
  ...series(
    'ring-box',
    { walnut: walnut(), black: ebonised() },
    (wood) => jewellery.jewelBox(wood, wool('c9bda8', 60), brass),
    { pitch: 24 },
  ),
}

const scarves: Shots = {
  ...single('silk-carre-ink', () => textiles.silkSquare(INK, OXIDE, 'c9b48f'), { pitch: 44 }),
  ...single('silk-carre-ivory', () => textiles.silkSquare(IVORY, INK, OXIDE), { pitch: 44 }),
  ...single('silk-carre-sage', () => textiles.silkSquare(SAGE, CHALK, '3c4438'), { pitch: 44 }),
  ...series('long-scarf', { sand: wool(SAND, 36), slate: wool(SLATE, 36), oxide: wool(OXIDE, 36) }, textiles.scarf, {
    pitch: 22,
  }),
}

const writing: Shots = {
  ...series(
    'quill-pen',
    { ink: lacquer(INK), ivory: lacquer('e4d8c4'), oxide: lacquer(OXIDE) },
    (body) => desk.pen(body, gold),
    { pitch: 34 },
  ),
  ...series(
    'day-books',
    { ink: linen('26282e'), oxide: linen(OXIDE), sage: linen(SAGE) },
    (cover) => desk.notebooks(cover, silk(OXIDE)),
    { pitch: 26 },
  ),
  ...single('book-of-glaze', () => desk.book(linen('d9cdb8'), matte(INK))),
  ...single('book-of-rooms', () => desk.book(linen('2a2c31'), matte('cdb99c'), 0.2)),
  ...single('book-of-hides', () => desk.book(linen(OXIDE), matte('ead9bd'), 0.12)),
  ...series('pen-tray', { walnut: walnut(), black: ebonised() }, (wood) => desk.penTray(wood, brass), { pitch: 28 }),
  ...single('crystal-weight', () => desk.paperweight(gold), { pitch: 20 }),
  ...single('letter-knife', () => desk.letterOpener(steel, walnut()), { pitch: 38 }),
  ...series(
    'desk-clock',
    { brass: brushedBrass, black: lacquer('1d1c1c', 0.2) },
    (body) => desk.deskClock(body, matte('f0e9dc'), matte('1b1b1d')),
    { pitch: 9 },
  ),
  ...series('arch-bookends', { white: whiteMarble, green: greenMarble }, (block) =>
    desk.bookends(block, [linen('2a2c31'), linen('cdbb9c'), linen(OXIDE), linen('d9d2c4')]),
  ),
  ...single('field-magnifier', () => desk.magnifier(brass, ebonised()), { pitch: 34 }),
  ...series('letter-box', { ink: linen('26282e'), sand: linen(SAND) }, (cloth) => desk.letterBox(cloth, brass), {
    pitch: 20,
  }),
  ...series('desk-pad', { black: BLACK, cognac: TAN }, (hide) => desk.deskPad(hide, paper('f1ebdf')), { pitch: 34 }),
}

export const PERSON: Shots = { ...hides, ...jewels, ...scarves, ...writing }
