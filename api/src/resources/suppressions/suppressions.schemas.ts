import { suppressionReasons } from '@coldframe/db'
import { z } from 'zod'
import { count, exampleIds, id, listOf, PageQuery, pathId, Timestamp, text } from '../../schemas.ts'
import { RecipientAddress } from '../signals/recipient-address.ts'

const MOST_ADDRESSES = 1_000

export const SuppressionReason = z.enum(suppressionReasons).meta({
  id: 'SuppressionReason',
  description:
    '`recipient_unknown`: a server said for good that there is nobody of that name. `complained` and `unsubscribed`: the recipient did. `manual`: you said so.',
})

export const Suppression = z
  .object({
    id: id('suppression', exampleIds.suppression),
    recipientDomain: text(255)
      .nullable()
      .meta({ description: 'In ASCII.', examples: ['gmail.com'] }),
    reason: SuppressionReason,
    domainId: id('domain', exampleIds.domain)
      .nullable()
      .meta({ description: 'Id of the domain whose message told it; null for what you said.' }),
    mailboxId: id('mailbox', exampleIds.mailbox)
      .nullable()
      .meta({ description: 'Id of the mailbox whose message told it; null for what you said.' }),
    createdAt: Timestamp,
  })
  .meta({
    id: 'Suppression',
    description:
      'Why a recipient is not to be written to, as one of your domains learned it or you said it. Only a digest of its address is kept, so it is not told.',
  })

export const SuppressionList = listOf(Suppression, 'Suppression')
export const SuppressionListQuery = PageQuery.extend({
  reason: SuppressionReason.optional(),
  domainId: id('domain', exampleIds.domain).optional().meta({ description: 'Only what this domain learned.' }),
})
export type SuppressionListQuery = z.output<typeof SuppressionListQuery>

export const SuppressionParams = z.strictObject({ id: pathId('suppression', exampleIds.suppression) })

const addresses = z.array(RecipientAddress).min(1).max(MOST_ADDRESSES)
const examples = [{ addresses: ['bob@gmail.com'] }]

export const CreateSuppressions = z
  .strictObject({ addresses })
  .meta({ id: 'CreateSuppressions', description: '1 to 1,000 addresses that are not to be written to.', examples })

export const CreateSuppressionCheck = z
  .strictObject({ addresses })
  .meta({ id: 'CreateSuppressionCheck', description: '1 to 1,000 addresses to look up.', examples })

const CheckedAddress = z
  .object({
    address: RecipientAddress.meta({ description: 'As it was sent.' }),
    suppressions: z.array(Suppression).max(suppressionReasons.length).meta({
      description: 'Why it is not to be written to: of each reason the oldest. Empty where nothing is known.',
    }),
  })
  .meta({ id: 'CheckedAddress', description: 'An address, and what is known against writing to it.' })

const data = z.array(CheckedAddress).max(MOST_ADDRESSES).meta({ description: 'In the order in which they were sent.' })

export const SuppressionCheck = z
  .object({ data })
  .meta({ id: 'SuppressionCheck', description: 'Which addresses are suppressed, and why.' })

export const SuppressedAddresses = z
  .object({ added: count(MOST_ADDRESSES).meta({ description: 'How many were not on the list by hand yet.' }), data })
  .meta({ id: 'SuppressedAddresses', description: 'What is known of the addresses now.' })
