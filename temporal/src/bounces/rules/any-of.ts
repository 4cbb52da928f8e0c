/** One pattern that holds where one of the phrases does: so that they stand in a list, one on a line. */
export const anyOf = (...phrases: RegExp[]): RegExp => new RegExp(phrases.map(({ source }) => source).join('|'), 'i')

/** One of the things, and of it one of the words, at most so many characters apart. */
export const saidOf = (things: string[], words: string[], mostBetween = 60): RegExp =>
  new RegExp(`\\b(?:${things.join('|')})\\b.{0,${mostBetween}}\\b(?:${words.join('|')})\\b`)
