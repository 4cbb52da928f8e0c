import { createDraws, type Draws } from '../../rules/warmup/random.ts'
import type { PhraseBook, Topic } from './phrase-book.ts'
import { de } from './phrases/de.ts'
import { en } from './phrases/en.ts'
import { es } from './phrases/es.ts'
import { fr } from './phrases/fr.ts'
import { nl } from './phrases/nl.ts'

const books = { en, de, fr, es, nl }
export type Language = keyof typeof books

export const languages: readonly Language[] = ['en', 'de', 'fr', 'es', 'nl']

/** The language of a tag such as `de-CH` (RFC 5646); English where nobody has written phrases in it. */
export function languageOf(tag: string): Language {
  const primary = tag.toLowerCase().split('-')[0]
  return languages.find((language) => language === primary) ?? 'en'
}

export interface WrittenMessage {
  subject: string
  text: string
}

interface Persons {
  /** Display names; the first word of the recipient's is used. */
  from: string
  to: string
}

/**
 * A harmless message between colleagues: plain text, without links, addresses, amounts or files. The same seed gives the
 * same message.
 */
export function writeMessage(seed: string, language: Language, persons: Persons): WrittenMessage {
  const { book, topic, facts } = sceneOf(seed, language)
  const draws = createDraws(`text ${seed}`)
  const fill = filler({ ...facts, name: firstName(persons.to) })
  const body = [draws.pick(topic.openings), ...someOf(draws, topic.details, draws.next() < 0.5 ? 2 : 3)]
  const asides = someOf(draws, book.asides, draws.next() < 0.5 ? 1 : 2)
  const question = draws.pick(topic.questions)
  const paragraphs = draws.next() < 0.5 ? [body, [...asides, question]] : [[...body, question], asides]
  const middle = paragraphs.map((sentences) => sentences.join(' '))
  const lines = [draws.pick(book.greetings), ...middle, `${draws.pick(book.closings)}\n${persons.from}`]
  return { subject: fill(draws.pick(topic.subjects)), text: fill(lines.join('\n\n')) }
}

/**
 * The answer to the message that `seed` gave: on its topic, with its day and its time. `turn` counts the answers in one
 * thread from 1.
 */
export function writeReply(seed: string, language: Language, persons: Persons, turn = 1): string {
  const { book, topic, facts } = sceneOf(seed, language)
  const draws = createDraws(`reply ${turn} ${seed}`)
  const fill = filler({ ...facts, name: firstName(persons.to) })
  const body = turn === 1 ? [draws.pick(book.thanks), draws.pick(topic.answers)] : [draws.pick(book.thanks)]
  if (turn > 1 || draws.next() < 0.5) body.push(draws.pick(book.asides))
  return fill(
    [draws.pick(book.greetings), body.join(' '), `${draws.pick(book.closings)}\n${persons.from}`].join('\n\n'),
  )
}

/** What a message and its answers have in common. */
function sceneOf(seed: string, language: Language): { book: PhraseBook; topic: Topic; facts: Record<string, string> } {
  const book = books[language]
  const draws = createDraws(`scene ${seed}`)
  const topic = draws.pick(book.topics)
  const hour = 8 + Math.floor(draws.next() * 9)
  const minute = 5 * Math.floor(draws.next() * 12)
  return { book, topic, facts: { day: draws.pick(book.days), time: book.time(hour, minute) } }
}

function someOf(draws: Draws, items: readonly string[], count: number): string[] {
  const left = [...items]
  return Array.from({ length: count }, () => left.splice(Math.floor(draws.next() * left.length), 1)).flat()
}

const filler = (values: Record<string, string>) => (text: string) =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

const firstName = (displayName: string) => displayName.trim().split(/\s+/)[0] ?? ''
