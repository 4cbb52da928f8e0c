import { bounceClasses, permanences, signalTypes } from '@coldframe/db'
import { z } from 'zod'
import { count, exampleIds, id, sentence, Timestamp, text, word } from '../../schemas.ts'
import { RecipientAddress } from './recipient-address.ts'

export const MOST_SIGNALS = 5_000
export const SIGNALS_LIMIT = 8 * 1024 * 1024

/** Neutral mail is our own business. */
export const SignalType = z.enum(signalTypes).exclude(['warmup_inbox', 'warmup_spam']).meta({
  id: 'SignalType',
  description:
    'What happened to a message. `deferred`: the server wants it later. `opened` says little, as filters open mail too. `placed_inbox` and `placed_spam`: where a seed of the campaign was found.',
})
export type SignalType = z.output<typeof SignalType>

export const BounceClass = z.enum(bounceClasses).meta({
  id: 'BounceClass',
  description:
    'Whose fault a refusal is. `recipient_unknown` tells of the list; `sender_reputation` and `domain_blocked` of the domain; `account_restricted` of the mailbox or its tenant; `ip_blocked` of the sending server; `auth_failure` of DNS; `content` of the copy; `rate` of the pace; the others of nobody.',
})

export const Permanence = z.enum(permanences).meta({
  id: 'Permanence',
  description:
    '`hard`: the address will not work later either, so do not write to it again. Blocks and policies are soft, whatever their code says.',
})

const RecipientProvider = z
  .string()
  .regex(/^[a-z0-9_]{1,50}$/)
  .meta({ maxLength: 50, examples: ['google'] })

const Signal = z
  .strictObject({
    id: z
      .string()
      .regex(/^[!-~]{1,200}$/)
      .meta({
        description: 'Yours, of visible ASCII characters: signals with the same id are counted once.',
        maxLength: 200,
        examples: ['6f1c1a0f-sent'],
      }),
    mailboxId: text(100).meta({ description: 'The mailbox that sent the message.', examples: [exampleIds.mailbox] }),
    type: SignalType,
    at: Timestamp.meta({ description: 'When it happened: counted on that day (UTC).' }),
    recipient: RecipientAddress.optional().meta({
      description:
        'The address. It is not kept: a digest of it is, where the signal tells that it is not to be written to again (see `suppressions.list`).',
    }),
    recipientDomain: text(255)
      .optional()
      .meta({ description: 'Without it, that of `recipient`.', examples: ['gmail.com'] }),
    recipientProvider: RecipientProvider.optional().meta({
      description:
        'Who runs the recipient’s mailbox, as its MX tells. Without it, domains such as `gmail.com` are known, others are `other`, and none at all is `unknown`.',
    }),
    campaign: text(100, 1)
      .optional()
      .meta({
        description: 'Tells a fault of one copy from one of the domain.',
        examples: ['spring'],
      }),
    diagnostic: text(2_000)
      .optional()
      .meta({
        description: 'What the server said. Of a bounce it decides the class; text wins over codes.',
        examples: ['550 5.1.1 The email account that you tried to reach does not exist.'],
      }),
    bounceClass: BounceClass.optional().meta({ description: 'Only of a bounce, where its text does not tell.' }),
    permanence: Permanence.optional().meta({ description: 'Only of a bounce, where its text does not tell.' }),
  })
  .meta({ id: 'NewSignal', description: 'One thing that happened to one message.' })
export type Signal = z.output<typeof Signal>

export const RecordSignals = z.strictObject({ signals: z.array(Signal).min(1).max(MOST_SIGNALS) }).meta({
  id: 'RecordSignals',
  description: '1 to 5,000 signals.',
  examples: [
    {
      signals: [
        {
          id: '6f1c1a0f-sent',
          mailboxId: exampleIds.mailbox,
          type: 'sent',
          at: '2026-03-01T09:30:00.000Z',
          recipientDomain: 'gmail.com',
        },
      ],
    },
  ],
})

const Refusal = z
  .object({
    index: count(MOST_SIGNALS).meta({ description: 'In the list that was sent, from 0.' }),
    id: text(200).meta({ description: 'As it was sent.' }),
    code: word().meta({
      description: '`mailbox_not_found`, `signal_in_future`, `signal_too_old` or `bounce_class_misplaced`.',
      examples: ['mailbox_not_found'],
    }),
    message: sentence(),
  })
  .meta({ id: 'SignalRefusal', description: 'Why one signal was not counted.' })

const SentToSuppressed = z
  .object({
    index: count(MOST_SIGNALS).meta({ description: 'In the list that was sent, from 0.' }),
    id: text(200).meta({ description: 'As it was sent.' }),
    suppressionId: id('suppression', exampleIds.suppression),
  })
  .meta({ id: 'SentToSuppressed', description: 'A message to a recipient that is suppressed.' })

export const SignalResults = z
  .object({
    accepted: count(MOST_SIGNALS).meta({ description: 'Stored and counted.' }),
    duplicates: count(MOST_SIGNALS).meta({
      description:
        'Counted before, by their id; or told of a recipient of whom the domain knew before that it does not exist.',
    }),
    refused: z.array(Refusal).max(MOST_SIGNALS),
    suppressed: z.array(SentToSuppressed).max(MOST_SIGNALS).meta({
      description: 'What was sent to a recipient that was suppressed before. It is counted all the same.',
    }),
  })
  .meta({ id: 'SignalResults', description: 'What became of the signals; the first three add up to what was sent.' })

const day = () => z.iso.date().meta({ maxLength: 10, examples: ['2026-03-01'] })

export const DaysQuery = z.strictObject({
  from: day().optional().meta({ description: 'First day (UTC). Without it, 30 days up to `to`.' }),
  to: day().optional().meta({ description: 'Last day (UTC). Without it, today.' }),
})
export type DaysQuery = z.output<typeof DaysQuery>
export const MOST_DAYS = 92

const Bounces = z
  .object({
    hard: count(),
    recipientUnknown: count(),
    recipientState: count(),
    senderReputation: count(),
    domainBlocked: count(),
    accountRestricted: count(),
    ipBlocked: count(),
    authFailure: count(),
    content: count(),
    rate: count(),
    policyOfRecipient: count(),
    other: count(),
  })
  .meta({ id: 'BounceCounts', description: 'Bounces by class; `hard` counts across them.' })

const counts = {
  sent: count(),
  delivered: count(),
  deferred: count(),
  bounced: count(),
  bounces: Bounces,
  complained: count(),
  replied: count(),
  opened: count(),
  unsubscribed: count(),
  placedInbox: count(),
  placedSpam: count(),
  warmupInbox: count().meta({ description: 'Neutral mail between mailboxes that warm each other up.' }),
  warmupSpam: count(),
}

export const MOST_SIGNAL_DAYS = 5_000

const SignalDay = z
  .object({ day: day(), recipientProvider: RecipientProvider, ...counts })
  .meta({ id: 'SignalDay', description: 'The signals of one day (UTC) to one recipient provider, counted.' })

export const SignalDays = z
  .object({
    domainId: id('domain', exampleIds.domain),
    mailboxId: id('mailbox', exampleIds.mailbox).nullable().meta({ description: 'Null for the whole domain.' }),
    from: day(),
    to: day(),
    totals: z.object(counts).meta({ id: 'SignalCounts', description: 'Signals, counted.' }),
    days: z.array(SignalDay).max(MOST_SIGNAL_DAYS).meta({
      description: 'Oldest first. A day on which nothing is known has no entry, which is not the same as zero.',
    }),
  })
  .meta({ id: 'SignalDays', description: 'Signals by day and recipient provider.' })
