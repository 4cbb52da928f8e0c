import { z } from 'zod'

/** Schemas that resources share. */

/** Years that four digits can write, whatever the offset was. */
const CommonDate = z.date().min(new Date('0001-01-01T00:00:00Z')).max(new Date('9999-12-31T23:59:59.999Z'))

export const Timestamp = z
  .codec(z.iso.datetime({ offset: true }), CommonDate, {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString(),
  })
  .meta({ id: 'Timestamp', description: 'RFC 3339, in UTC when we write it.', examples: ['2026-03-01T09:30:00.000Z'] })

export const id = (noun: string, example: string) =>
  z.string().meta({ description: `Id of the ${noun}.`, examples: [example] })

export const exampleIds = {
  domain: 'dom_01jd8k5f9q4rwxyzabcdefghjk',
  mailbox: 'mbx_01jd8k5f9q4rwxyzabcdefghjm',
  operation: 'op_01jd8k5f9q4rwxyzabcdefghjn',
  tenant: 'ten_01jd8k5f9q4rwxyzabcdefghjp',
  apiKey: 'key_01jd8k5f9q4rwxyzabcdefghjq',
}

const MOST_METADATA = 50
const metadataText = { key: z.string().min(1).max(40), value: z.string().max(500) }

export const Metadata = z
  .record(metadataText.key, metadataText.value)
  .refine((metadata) => Object.keys(metadata).length <= MOST_METADATA, { message: `At most ${MOST_METADATA} keys.` })
  .meta({
    id: 'Metadata',
    description: 'Your own keys and texts: at most 50, keys to 40 and texts to 500 characters.',
    examples: [{ campaign: 'spring' }],
  })

export const MetadataChange = z.record(metadataText.key, metadataText.value.nullable()).meta({
  id: 'MetadataChange',
  description: 'Merged into the metadata; a key with null is removed.',
  examples: [{ campaign: 'autumn', owner: null }],
})

export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20).meta({ description: 'How many at most.' }),
  cursor: z.string().optional().meta({ description: '`nextCursor` of the page before.' }),
  createdAfter: Timestamp.optional().meta({ description: 'Only what was created after this time.' }),
  createdBefore: Timestamp.optional().meta({ description: 'Only what was created before this time.' }),
})
export type PageQuery = z.output<typeof PageQuery>

export const listOf = <Item extends z.ZodType>(item: Item, name: string) =>
  z
    .object({
      data: z.array(item),
      nextCursor: z.string().nullable().meta({ description: 'For the next page; null on the last one.' }),
    })
    .meta({ id: `${name}List`, description: 'A page of a list, newest first.' })
