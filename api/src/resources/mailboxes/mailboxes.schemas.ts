import { mailboxStatuses, providers } from '@coldframe/db'
import { z } from 'zod'
import { addFault } from '../../faults.ts'
import { Money } from '../../money.ts'
import {
  count,
  exampleIds,
  id,
  listOf,
  Metadata,
  MetadataChange,
  PageQuery,
  pathId,
  sentence,
  Timestamp,
  text,
  version,
  word,
} from '../../schemas.ts'

export const MOST_MAILBOXES = 100

export const Provider = z.enum(providers).meta({
  id: 'Provider',
  description: 'Where the mailboxes live. Only `microsoft365` can be ordered now.',
})

export const MailboxStatus = z.enum(mailboxStatuses).meta({
  id: 'MailboxStatus',
  description:
    '`creating` until the provider has it, then `warming`, then `active`; `paused` sends nothing; `failed` says why in `statusReason`.',
})

export const PausedBy = z.enum(['user', 'platform']).meta({
  id: 'PausedBy',
  description: 'Who paused it. The platform never resumes what a person paused.',
})

/** Not checked here but item by item: one that is refused does not hold up the others. */
const LocalPart = text(320).meta({ description: 'The part before the `@`.', examples: ['anna.lee'] })

const CONTROL = '\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029'
const SPACE = '\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000\\ufeff'
/** One line that is not all spaces. Spelt out, as not every reader of JSON Schema knows `\p`. */
const ONE_LINE = new RegExp(`^[^${CONTROL}]*[^${CONTROL}${SPACE}][^${CONTROL}]*$`)

const addressText = () => text(320)

export const DisplayName = z
  .string()
  .min(1)
  .max(256)
  .regex(ONE_LINE, 'A name in one line, not only spaces.')
  .meta({ description: 'The name that recipients see.', examples: ['Anna Lee'] })

export const NewMailbox = z
  .strictObject({ localPart: LocalPart, displayName: DisplayName })
  .meta({ id: 'NewMailbox', description: 'A mailbox to make.' })
type NewMailbox = z.output<typeof NewMailbox>

export const NewMailboxes = z
  .array(NewMailbox)
  .min(1)
  .max(MOST_MAILBOXES)
  .superRefine((mailboxes, context) => {
    for (const index of duplicates(mailboxes)) addFault(context, 'local_part_duplicate', [index, 'localPart'])
  })
  .meta({ description: 'Local parts must differ; case does not count.' })

/** Indexes of all that share their local part with another one. */
function duplicates(mailboxes: NewMailbox[]): number[] {
  const counts = new Map<string, number>()
  const keyOf = ({ localPart }: NewMailbox) => localPart.toLowerCase()
  for (const mailbox of mailboxes) counts.set(keyOf(mailbox), (counts.get(keyOf(mailbox)) ?? 0) + 1)
  return mailboxes.flatMap((mailbox, index) => ((counts.get(keyOf(mailbox)) ?? 0) > 1 ? [index] : []))
}

const OwnDailyLimit = count().meta({
  description:
    'Your own limit of what a sequencer may send from it a day: `dailySendLimit` is never above it. 0 sends nothing but the exchange of the warmup. Null: as the warmup has it.',
})

export const Mailbox = z
  .object({
    id: id('mailbox', exampleIds.mailbox),
    domainId: id('domain', exampleIds.domain),
    address: addressText().meta({ description: 'In lower case.', examples: ['anna.lee@getacme.com'] }),
    localPart: text(64).meta({ examples: ['anna.lee'] }),
    displayName: text(256).meta({ examples: ['Anna Lee'] }),
    provider: Provider,
    status: MailboxStatus,
    statusReason: sentence().nullable().meta({ description: 'Why it failed; null when nothing is wrong.' }),
    dailySendLimit: count().meta({ description: 'How many messages a sequencer may send from it today.' }),
    ownDailyLimit: OwnDailyLimit.nullable(),
    pausedBy: PausedBy.nullable(),
    metadata: Metadata,
    version: version(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    readyAt: Timestamp.nullable().meta({ description: 'Since when it exists at the provider.' }),
    retiredAt: Timestamp.nullable(),
  })
  .meta({ id: 'Mailbox', description: 'One sending account on a domain.' })

export const ChangedMailbox = Mailbox.extend({
  operationId: id('operation', exampleIds.operation)
    .nullable()
    .meta({ description: 'The operation that carries the change to the provider; null when it needs none.' }),
}).meta({ id: 'ChangedMailbox', description: 'A mailbox after a change.' })

export const MailboxList = listOf(Mailbox, 'Mailbox')

export const MailboxParams = z.strictObject({ id: pathId('mailbox', exampleIds.mailbox) })

export const MailboxListQuery = PageQuery.extend({
  domainId: id('domain', exampleIds.domain).optional().meta({ description: 'Only those of this domain.' }),
  status: MailboxStatus.optional(),
  address: addressText().optional().meta({ description: 'Only the one with this address.' }),
})

export const MaxSpend = Money.meta({
  description:
    'The most that the order may come to in its first month, with all that is bought outside for it (`totals.total` of its quote). Over it nothing is ordered.',
})

export const CreateMailboxes = z
  .strictObject({ domainId: id('domain', exampleIds.domain), mailboxes: NewMailboxes, maxSpend: MaxSpend.optional() })
  .meta({
    id: 'CreateMailboxes',
    description: 'Mailboxes to add to one domain.',
    examples: [{ domainId: exampleIds.domain, mailboxes: [{ localPart: 'anna.lee', displayName: 'Anna Lee' }] }],
  })
export type CreateMailboxes = z.output<typeof CreateMailboxes>

const Refusal = z
  .object({ code: word().meta({ examples: ['mailbox_exists'] }), message: sentence() })
  .meta({ id: 'MailboxRefusal', description: 'Why one mailbox was refused.' })

const MailboxResult = z
  .object({
    localPart: text(320).meta({ description: 'As it was asked for.' }),
    mailbox: Mailbox.nullable().meta({ description: 'Null when it was refused.' }),
    error: Refusal.nullable().meta({ description: 'Null when it was accepted.' }),
  })
  .meta({ id: 'MailboxResult', description: 'What became of one item.' })

export const MailboxResults = z
  .object({
    operationId: id('operation', exampleIds.operation),
    results: z.array(MailboxResult).max(MOST_MAILBOXES).meta({ description: 'In the order of the request.' }),
  })
  .meta({ id: 'MailboxResults', description: 'What became of each item; at least one was accepted.' })

export const UpdateMailbox = z
  .strictObject({
    displayName: DisplayName.optional(),
    ownDailyLimit: OwnDailyLimit.nullable().optional(),
    metadata: MetadataChange.optional(),
  })
  .meta({ id: 'UpdateMailbox', description: 'What to change.', examples: [{ displayName: 'Anna Lee-Moser' }] })
