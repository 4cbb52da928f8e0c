import { readFileSync } from 'node:fs'
import t from 'tap'
import { z } from 'zod'
import { RecipientAddress } from './recipient-address.ts'

const long = (length: number, letter = 'a') => letter.repeat(length)
const domainOf = (length: number) => 'ab.'.repeat(60) + long(length - 180)

const good = [
  'bob@gmail.com',
  'Bob.O’Neill+list=a@Mail.Acme.ORG',
  "o'neill!#$%&*/=?^_`{|}~@acme.org",
  'a@b.c',
  'jürg@bücher.de',
  '用户@例子.广告',
  '😀@acme.org',
  'bob@xn--bcher-kva.de',
  '.bob..lee.@acme.org',
  `${long(64)}@acme.org`,
  `${long(64, '😀')}@acme.org`,
  `bob@${long(63)}.org`,
  `${long(64)}@${domainOf(189)}`,
]

const bad = [
  '',
  'bob',
  'bob@acme',
  '@acme.org',
  'bob@',
  'bob@.org',
  'bob@acme.',
  'bob@acme..org',
  'bob@acme.org.',
  'bob@lee@acme.org',
  'bob@acme.org\n',
  '\nbob@acme.org',
  'bob@acme.org\r\n',
  ' bob@acme.org',
  'bob@acme.org ',
  'bob lee@acme.org',
  'bob\u00a0lee@acme.org',
  'bob\u2028@acme.org',
  'bob\u200b@acme.org',
  '\ufeffbob@acme.org',
  'bob\u0000@acme.org',
  'bob\u0085@acme.org',
  '"bob"@acme.org',
  '"bob lee"@acme.org',
  '"bob@lee"@acme.org',
  '<bob@acme.org>',
  'bob@acme.org>',
  'mailto:bob@acme.org',
  'bob@acme.org,ann@acme.org',
  'bob@acme.org;',
  'bob\\@acme.org',
  'bob(home)@acme.org',
  'bob@[192.0.2.1]',
  `${long(65)}@acme.org`,
  `${long(65, '😀')}@acme.org`,
  `bob@${long(64)}.org`,
  `${long(64)}@${domainOf(190)}`,
]

interface Form {
  pattern: string
  minLength: number
  maxLength: number
}

/** As JSON Schema reads it: a regular expression of ECMA-262 with `u`, lengths by code point. */
const allows = ({ pattern, minLength, maxLength }: Form, text: string) =>
  new RegExp(pattern, 'u').test(text) && [...text].length >= minLength && [...text].length <= maxLength

const Printed = z.object({ pattern: z.string(), minLength: z.number(), maxLength: z.number() })
const Addresses = z.object({ properties: z.object({ addresses: z.object({ items: Printed }) }) })
const OpenApi = z.object({
  components: z.object({
    schemas: z.object({
      CreateSuppressionCheck: Addresses,
      CreateSuppressions: Addresses,
      NewSignal: z.object({ properties: z.object({ recipient: Printed }) }),
    }),
  }),
})
const { schemas } = OpenApi.parse(
  JSON.parse(readFileSync(new URL('../../../openapi.json', import.meta.url), 'utf8')),
).components
const printed = [
  schemas.CreateSuppressionCheck.properties.addresses.items,
  schemas.CreateSuppressions.properties.addresses.items,
  schemas.NewSignal.properties.recipient,
]

const isTaken = (text: string) => RecipientAddress.safeParse(text).success
const isAllowed = (text: string) => printed.map((form) => allows(form, text))

t.test('the document allows the addresses that are taken, and no others', async (t) => {
  t.same(
    good.filter((text) => !isTaken(text) || isAllowed(text).includes(false)),
    [],
  )
  t.same(
    bad.filter((text) => isTaken(text) || isAllowed(text).includes(true)),
    [],
  )
})

t.test('of any character the document and the check think the same, wherever it stands', async (t) => {
  const texts = Array.from({ length: 0x3100 }, (_, code) => String.fromCodePoint(code)).flatMap((letter) => [
    ...[`a${letter}b@acme.org`, `ab@ac${letter}me.org`, `${letter}ab@acme.org`, `ab@acme.org${letter}`],
  ])
  t.same(
    texts.filter((text) => isAllowed(text).includes(!isTaken(text))),
    [],
  )
})

t.test('a long text that is no address is refused quickly', async (t) => {
  const startedAt = performance.now()
  t.notOk(RecipientAddress.safeParse(`${long(500_000)}@${'a.'.repeat(250_000)}`).success)
  t.ok(performance.now() - startedAt < 1_000)
})
