import { bounceKinds, MOST_RECIPIENTS, recipientActions } from '@coldframe/temporal/bounces'
import { z } from 'zod'
import { count, exampleIds, id, sentence, text } from '../../schemas.ts'
import { BounceClass, Permanence } from '../signals/signals.schemas.ts'

/** A report with a message of 20 MB in it says what happened at its beginning. */
export const BOUNCE_LIMIT = 8 * 1024 * 1024

export const BounceQuery = z.strictObject({
  mailboxId: text(100)
    .optional()
    .meta({
      description:
        'The mailbox that sent the message. Without it, the one whose address the report names: as the sender of the message, or as whom the report goes back to.',
      examples: [exampleIds.mailbox],
    }),
})

const Kind = z.enum(bounceKinds).meta({
  id: 'BounceKind',
  description:
    '`delay`: nobody failed yet. `delivered`: a receipt. `complaint`: a feedback loop. `auto_reply`: an answering machine. `none`: ordinary mail.',
})

const Action = z.enum(recipientActions).meta({
  id: 'RecipientAction',
  description: 'What became of the message for one recipient (RFC 3464 section 2.3.3).',
})

const BouncedRecipient = z
  .object({
    address: text(1_000).meta({ description: 'Empty where the report hides it.', examples: ['bob@example.org'] }),
    action: Action,
    status: text(100)
      .nullable()
      .meta({ description: 'RFC 3463.', examples: ['5.1.1'] }),
    replyCode: text(100)
      .nullable()
      .meta({ description: 'RFC 5321 section 4.2.', examples: ['550'] }),
    diagnostic: text(2_000),
    class: BounceClass,
    permanence: Permanence,
    reason: sentence().meta({ description: 'What the class rests on, in words.' }),
    source: sentence().meta({ description: 'Where the rule behind it comes from.' }),
  })
  .meta({ id: 'BouncedRecipient', description: 'What a report says of one recipient.' })

export const Bounce = z
  .object({
    kind: Kind,
    mailboxId: id('mailbox', exampleIds.mailbox).nullable().meta({
      description: 'Whose message it was; null where no mailbox of yours is named, and then nothing is counted.',
    }),
    recipients: z.array(BouncedRecipient).max(MOST_RECIPIENTS),
    isComplaint: z.boolean().meta({ description: 'False for reports of a feedback loop that nobody complained.' }),
    originalMessageId: text(1_000).nullable().meta({ description: 'Of the message that came back.' }),
    accepted: count().meta({ description: 'Signals that were counted: one for each recipient, or one complaint.' }),
    duplicates: count().meta({ description: 'Those that an earlier copy of this report has brought.' }),
  })
  .meta({ id: 'Bounce', description: 'What a mail says about mail that was sent, and what was counted of it.' })
