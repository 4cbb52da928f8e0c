import { z } from 'zod'
import { addFault } from './faults.ts'

/** Schemas that resources share. */

/** Longer than any RFC 3339 time with a sensible number of decimals. */
const LONGEST_TIME = 40

/** The times that four digits of a year can write in UTC, as Postgres reads them. */
const FIRST_TIME = Date.parse('0001-01-01T00:00:00Z')
const LAST_TIME = Date.parse('9999-12-31T23:59:59.999Z')

export const Timestamp = z
  .codec(z.iso.datetime({ offset: true }).max(LONGEST_TIME), z.date(), {
    // An offset can reach beyond them; nothing ever happens there.
    decode: (text) => new Date(Math.min(Math.max(Date.parse(text), FIRST_TIME), LAST_TIME)),
    encode: (date) => date.toISOString(),
  })
  .meta({ id: 'Timestamp', description: 'RFC 3339, in UTC when we write it.', examples: ['2026-03-01T09:30:00.000Z'] })

/** Any text but NUL, which Postgres cannot keep and `findTextFaults` refuses in every input. */
const TEXT = '^[^\\u0000]*$'

/** Text of so many characters, counted as JSON Schema counts them: by code point, not by UTF-16 unit. */
export const text = (most: number, least = 0) =>
  z
    .string()
    .superRefine((text, context) => {
      const length = text.length > least && text.length <= most ? text.length : [...text].length
      if (length < least) addFault(context, 'too_small')
      if (length > most) addFault(context, 'too_big')
    })
    .meta({ ...(least > 0 && { minLength: least }), maxLength: most, pattern: TEXT })

/** What was found wrong or has to be done, in a sentence or two; vendors' own words are shortened. */
export const sentence = () => text(10_000)

/** A word of a list that grows with the API, such as the code of an error: an enum would make each new one a break. */
export const word = () =>
  z
    .string()
    .regex(/^[A-Za-z0-9_.]{1,100}$/)
    .meta({ maxLength: 100 })

const MOST_INT32 = 2 ** 31 - 1

export const count = (most = MOST_INT32, least = 0) => z.int().min(least).max(most).meta({ format: 'int32' })

/** Rises with each change of a resource. */
export const version = () =>
  count(999_999_999, 1).meta({ description: 'Rises with each change. The ETag is this number in quotes.' })

/** Prefix, then a ULID in lower case. */
const formOfId = (example: string) => `^${example.split('_')[0]}_[0-9a-z]{26}$`

export const id = (noun: string, example: string) =>
  z
    .string()
    .regex(new RegExp(formOfId(example)))
    .meta({ description: `Id of the ${noun}.`, maxLength: example.length, examples: [example] })

/** In a path. One of another form is not refused as such: nothing has that id, so the answer is 404. */
export const pathId = (noun: string, example: string) =>
  z.string().meta({
    description: `Id of the ${noun}.`,
    pattern: formOfId(example),
    maxLength: example.length,
    examples: [example],
  })

/** Of a thing of any kind. */
export const anyId = (example: string) =>
  z
    .string()
    .regex(/^[a-z]{2,4}_[0-9a-z]{26}$/)
    .meta({ maxLength: 31, examples: [example] })

/** `X-Request-Id`: the caller's own where it has this form, else one of ours. */
export const requestId = () =>
  z
    .string()
    .regex(/^[A-Za-z0-9_.:-]{1,128}$/)
    .meta({ maxLength: 128, examples: ['0b0c6b1e-4d0e-4d3c-8f6e-6f1c1a0f5a11'] })

/** In ASCII form, as DNS writes names. An underscore begins names of records. */
export const hostName = () => z.string().meta({ pattern: '^[A-Za-z0-9_.-]+$', minLength: 1, maxLength: 255 })

export const exampleIds = {
  domain: 'dom_01jd8k5f9q4rwxyzabcdefghjk',
  mailbox: 'mbx_01jd8k5f9q4rwxyzabcdefghjm',
  operation: 'op_01jd8k5f9q4rwxyzabcdefghjn',
  tenant: 'ten_01jd8k5f9q4rwxyzabcdefghjp',
  apiKey: 'key_01jd8k5f9q4rwxyzabcdefghjq',
  account: 'acct_01jd8k5f9q4rwxyzabcdefghjr',
  auditEntry: 'aud_01jd8k5f9q4rwxyzabcdefghjs',
  event: 'evt_01jd8k5f9q4rwxyzabcdefghju',
  webhookEndpoint: 'whe_01jd8k5f9q4rwxyzabcdefghjv',
  delivery: 'dlv_01jd8k5f9q4rwxyzabcdefghjw',
  dmarcReport: 'dmr_01jd8k5f9q4rwxyzabcdefghjx',
  suppression: 'sup_01jd8k5f9q4rwxyzabcdefghk2',
  fleet: 'flt_01jd8k5f9q4rwxyzabcdefghjz',
  rotation: 'rot_01jd8k5f9q4rwxyzabcdefghjw',
  replacement: 'dom_01jd8k5f9q4rwxyzabcdefghk1',
}

const MOST_METADATA = 50
const metadataText = { key: text(40, 1), value: text(500) }

export const Metadata = z
  .record(metadataText.key, metadataText.value)
  .refine((metadata) => Object.keys(metadata).length <= MOST_METADATA, { message: `At most ${MOST_METADATA} keys.` })
  .meta({
    id: 'Metadata',
    maxProperties: MOST_METADATA,
    description: 'Your own keys and texts: at most 50, keys to 40 and texts to 500 characters.',
    examples: [{ campaign: 'spring' }],
  })

/** All that may be there removed, and as much put in its place. */
const MOST_CHANGES = 2 * MOST_METADATA

export const MetadataChange = z
  .record(metadataText.key, metadataText.value.nullable())
  .refine((change) => Object.keys(change).length <= MOST_CHANGES, { message: `At most ${MOST_CHANGES} keys.` })
  .meta({
    id: 'MetadataChange',
    maxProperties: MOST_CHANGES,
    description: 'Merged into the metadata; a key with null is removed. The whole must keep the limits of metadata.',
    examples: [{ campaign: 'autumn', owner: null }],
  })

const MOST_ROWS = 100

/** Opaque, so that only those of ours are any good: what does not decode is `invalid_cursor`. */
const cursor = () => z.string().meta({ pattern: '^[A-Za-z0-9_-]+$', maxLength: 200 })

export const PageQuery = z.strictObject({
  limit: z.number().int().min(1).max(MOST_ROWS).default(20).meta({ description: 'How many at most.', format: 'int32' }),
  cursor: cursor().optional().meta({ description: '`nextCursor` of the page before.' }),
  createdAfter: Timestamp.optional().meta({ description: 'Only what was created after this time.' }),
  createdBefore: Timestamp.optional().meta({ description: 'Only what was created before this time.' }),
})
export type PageQuery = z.output<typeof PageQuery>

export const listOf = <Item extends z.ZodType>(
  item: Item,
  name: string,
  description = 'A page of a list, newest first.',
) =>
  z
    .object({
      data: z.array(item).max(MOST_ROWS),
      nextCursor: cursor().nullable().meta({ description: 'For the next page; null on the last one.' }),
    })
    .meta({ id: `${name}List`, description })
