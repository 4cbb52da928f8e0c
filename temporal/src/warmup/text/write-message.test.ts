import t from 'tap'
import { tokenOf, withToken } from '../token.ts'
import { languageOf, languages, writeMessage, writeReply } from './write-message.ts'

const persons = { from: 'Zoë Müller', to: 'Bob de Vries' }
const seeds = Array.from({ length: 1_000 }, (_, index) => `message ${index}`)
const all = languages.flatMap((language) =>
  seeds.map((seed) => ({
    language,
    seed,
    ...writeMessage(seed, language, persons),
    reply: writeReply(seed, language, persons),
  })),
)

t.test('no two of a thousand messages are equal, and subjects, topics and shapes vary', async (t) => {
  for (const language of languages) {
    const own = all.filter((one) => one.language === language)
    t.equal(new Set(own.map(({ text }) => text)).size, 1_000, language)
    t.ok(new Set(own.map(({ subject }) => subject)).size > 30)
    t.ok(new Set(own.map(({ text }) => text.length)).size > 120)
    t.ok(new Set(own.map(({ reply }) => reply)).size > 900)
    const sentences = new Map<string, number>()
    for (const { text } of own) {
      for (const sentence of text.split(/(?<=[.?!])\s/)) sentences.set(sentence, (sentences.get(sentence) ?? 0) + 1)
    }
    t.ok(Math.max(...sentences.values()) < 300, 'no sentence stands in a third of them')
  }
})

t.test('the same seed gives the same message and the same answer', async (t) => {
  t.strictSame(writeMessage('a', 'de', persons), writeMessage('a', 'de', persons))
  t.equal(writeReply('a', 'de', persons), writeReply('a', 'de', persons))
  t.not(writeReply('a', 'de', persons, 2), writeReply('a', 'de', persons, 1))
})

t.test('nothing that can be clicked, called, bought or opened, and nothing left open', async (t) => {
  const unsafe = [
    /https?:|www\.|\/\/|@|\.(com|net|org|io|example)\b/i,
    /[<>{}%$€£¥&#*_\\|]|!!/,
    /\d{4,}|\+\d/,
    /\b(free|offer|win|winner|click|urgent|guarantee|invoice|password|attach\w*|price|discount|buy|order now)\b/i,
    /\b(gratis|angebot|gewinn\w*|klick\w*|rechnung|passwort|anhang|preis|rabatt|kaufen)\b/i,
    /\b(gratuit\w*|offre|gagn\w*|cliqu\w*|urgent|facture|mot de passe|joint\w*|prix|achet\w*)\b/i,
    /\b(oferta|gana\w*|clic|urgente|factura|contraseña|adjunt\w*|precio|descuento|comprar)\b/i,
    /\b(aanbieding|winnaar|klik|factuur|wachtwoord|bijlage|prijs|korting|kopen)\b/i,
    /undefined|null|NaN/,
  ]
  const found = all.flatMap(({ subject, text, reply }) => {
    const whole = `${subject}\n${text}\n${reply}`
    return unsafe.flatMap((pattern) => pattern.exec(whole)?.[0] ?? [])
  })
  t.strictSame([...new Set(found)], [])
})

t.test('each is a short letter with a greeting and a name under it, in composed characters', async (t) => {
  for (const { subject, text, reply } of all) {
    const isLetter =
      text.length > 150 && text.length < 800 && /^[^\n]*Bob[,:]\n\n/.test(text) && text.endsWith('\nZoë Müller')
    const isShort = reply.length < 350 && /^[^\n]*Bob[,:]\n\n/.test(reply) && reply.endsWith('\nZoë Müller')
    const isPlain = text.normalize('NFC') === text && subject.length < 60 && !/[\r\n\t]| {2}/.test(subject)
    if (!isLetter || !isShort || !isPlain) t.fail(`${subject}: ${text} -> ${reply}`)
  }
  t.equal(all.length, 5_000)
})

t.test('an answer has the day and the time of its message', async (t) => {
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']
  const named = (text: string) => days.filter((day) => text.includes(day))
  const times = (text: string) => text.match(/\d+:\d\d/g) ?? []
  const english = all.filter(({ language }) => language === 'en')
  const both = english.filter(({ text, reply }) => named(text).length > 0 && named(reply).length > 0)
  t.ok(both.length > 200)
  t.strictSame(
    both.filter(({ text, reply }) => named(text)[0] !== named(reply)[0]),
    [],
  )
  const timed = english.filter(({ text, reply }) => times(text).length > 0 && times(reply).length > 0)
  t.ok(timed.length > 50)
  t.strictSame(
    timed.filter(({ text, reply }) => times(text)[0] !== times(reply)[0]),
    [],
  )
})

t.test('a language is that of the tag, or English', async (t) => {
  t.strictSame(['de-CH', 'FR', 'nl-BE', 'sv', '', 'toString'].map(languageOf), ['de', 'fr', 'nl', 'en', 'en', 'en'])
})

t.test('a token is the same for the same message, unlike all others, and can be told from words', async (t) => {
  t.equal(tokenOf('wum_1'), tokenOf('wum_1'))
  t.equal(new Set(seeds.map(tokenOf)).size, 1_000)
  t.ok(seeds.map(tokenOf).every((token) => /^[2-9B-DF-HJ-NP-TV-XZ]{10}$/.test(token)))
  t.equal(withToken('Lunch on Friday?', 'BCDFG23456'), 'Lunch on Friday? (BCDFG23456)')
})
