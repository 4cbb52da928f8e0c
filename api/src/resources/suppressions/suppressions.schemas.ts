import { suppressionReasons } from '@coldframe/db'
import { z } from 'zod'
import { exampleIds, id, listOf, PageQuery, pathId, Timestamp, text } from '../../schemas.ts'
import { RecipientAddress } from '../signals/signals.schemas.ts'

const MOST_CHECKED = 1_000

export const SuppressionReason = z.enum(suppressionReasons).meta({
  id: 'SuppressionReason',
  description: '`recipient_unknown`: a server said for good that there is nobody of that name.',
})

export const Suppression = z
  .object({
    id: id('suppression', exampleIds.suppression),
    recipientDomain: text(255).nullable(),
    reason: SuppressionReason,
    domainId: id('domain whose message came back', exampleIds.domain),
    mailboxId: id('mailbox whose message came back', exampleIds.mailbox),
    createdAt: Timestamp,
  })
  .meta({
    id: 'Suppression',
    description:
      'A recipient that does not exist, as one of your domains learned it. Only a digest of its address is kept, so it is not told.',
  })

export const SuppressionList = listOf(Suppression, 'Suppression')
export const SuppressionListQuery = PageQuery

export const SuppressionParams = z.strictObject({ id: pathId('suppression', exampleIds.suppression) })

export const CheckSuppressions = z
  .strictObject({ addresses: z.array(RecipientAddress).min(1).max(MOST_CHECKED) })
  .meta({
    id: 'CheckSuppressions',
    description: '1 to 1,000 addresses.',
    examples: [{ addresses: ['bob@gmail.com'] }],
  })

const CheckedAddress = z
  .object({ address: RecipientAddress.meta({ description: 'As it was sent.' }), suppression: Suppression.nullable() })
  .meta({
    id: 'CheckedAddress',
    description: 'An address, and why it is not to be written to; null where nothing is known.',
  })

export const CheckedAddresses = z
  .object({ data: z.array(CheckedAddress).max(MOST_CHECKED) })
  .meta({ id: 'CheckedAddresses', description: 'In the order in which they were sent.' })
