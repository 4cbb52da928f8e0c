import { randomBytes } from 'node:crypto'

/** A name that nobody has ordered, with `word` in it. */
export const newName = (word: string) => `${word}-${randomBytes(4).toString('hex')}.com`
