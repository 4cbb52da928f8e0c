import t from 'tap'
import { z } from 'zod'
import { encode } from './encode.ts'
import { Timestamp } from './schemas.ts'

const Inner = z
  .object({ at: Timestamp.nullable(), word: z.enum(['a', 'b']).nullable() })
  .meta({ id: 'EncodeTestInner' })
const Outer = z.object({
  id: z.string(),
  count: z.int(),
  share: z.number(),
  isOn: z.boolean(),
  inner: Inner.nullable(),
  list: z.array(Inner),
  texts: z.record(z.string(), z.string()),
  note: z.string().nullable(),
  later: Timestamp.optional(),
})

const sound: z.output<typeof Outer> = {
  id: 'line\nbreak "quoted" ü \u2028',
  count: 3,
  share: 0.25,
  isOn: false,
  inner: { at: new Date('2026-03-01T09:30:00.123Z'), word: 'a' },
  list: [{ at: null, word: null }],
  texts: { 'a key': 'a text' },
  note: null,
}

t.test('an output is written as zod would encode it', async (t) => {
  for (const output of [sound, { ...sound, inner: null, list: [], texts: {}, note: 'x', later: new Date(0) }]) {
    t.same(JSON.parse(encode(Outer, output)), JSON.parse(JSON.stringify(z.encode(Outer, output))))
  }
})

t.test('what the schema does not name is not written', async (t) => {
  t.notMatch(
    encode(Outer, { ...sound, passwordHash: 'x', inner: { ...sound.inner, secret: 'y' } }),
    /passwordHash|secret/,
  )
})

t.test('an output that lacks what the schema names is an error, not a hole', async (t) => {
  const { count: _, ...broken } = sound
  t.throws(() => encode(Outer, broken), /"count" is required/)
})

t.test('other codecs are encoded as well', async (t) => {
  const Doubled = z.codec(z.string(), z.number(), { decode: Number, encode: (value) => String(value * 2) })
  t.equal(encode(z.object({ value: Doubled }), { value: 21 }), '{"value":"42"}')
})
