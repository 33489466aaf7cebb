const words: Readonly<Record<string, string>> = {
  en: 'a about an and are as at be by for from i in into is it its my no not of on or our out over that the their them this to up was we what when which who will with you your',
  fr: 'a au aux avec ce ces cette dans de des du elle en est et il je la le les leur ma mes mon ne nos notre nous ou par pas pour qui sa ses son sur ta tes ton tu un une vos votre vous',
  de: 'am an auf aus bei bis das dem den der des die ein eine einem einen einer eines fur im in ist mein mit nach nicht oder sein seine sie und uns unser vom von vor wie zu zum zur',
  es: 'al con de del el en es la las lo los mi o para por que se su sus un una y',
  it: 'a al con da dei del della di e gli i il in la le lo o per su un una',
  nl: 'aan de een en het in is met of om op te van voor',
  pt: 'a ao as com da das de do dos e em o os ou para por um uma',
  sv: 'att av en ett for i med och om pa till',
}

const sets: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(words).map(([language, all]) => [language, new Set(all.split(' '))]),
)

/** Says little about what is wanted: it helps an order, and nothing is missed without it. */
export function isStopWord(word: string, language: string): boolean {
  return sets.get(language.slice(0, 2))?.has(word) ?? false
}
