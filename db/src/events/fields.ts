import { z } from 'zod'
import {
  domainHealths,
  domainStatuses,
  fleetShortages,
  fleetStatuses,
  mailboxStatuses,
  operationKinds,
  providers,
  residencies,
  rotationAfters,
  rotationBlocks,
  rotationReasons,
  rotationStatuses,
  webhookDisabledReasons,
} from '../enums.ts'

/** Fields of events as they are written: JSON, so that what lies in the log is what is sent. */

/** Any text but NUL, which Postgres cannot keep; so many characters as JSON Schema counts them, by code point. */
export const text = (most: number) =>
  z
    .string()
    .refine((text) => text.length <= most || [...text].length <= most, { message: `At most ${most} characters.` })
    .meta({ maxLength: most, pattern: '^[^\\u0000]*$' })

/** What was found wrong or has to be done. */
export const sentence = () => text(10_000)

/** RFC 3339, longer than any with a sensible number of decimals. */
export const Timestamp = z.iso
  .datetime({ offset: true })
  .max(40)
  .meta({ id: 'Timestamp', description: 'RFC 3339, in UTC when we write it.', examples: ['2026-03-01T09:30:00.000Z'] })

/** Prefix, then a ULID in lower case. */
export const id = (noun: string, example: string) =>
  z
    .string()
    .regex(new RegExp(`^${example.split('_')[0]}_[0-9a-z]{26}$`))
    .meta({ description: `Id of the ${noun}.`, maxLength: example.length, examples: [example] })

export const day = () => z.iso.date().meta({ maxLength: 10, examples: ['2026-03-20'] })

export const hostName = () =>
  z
    .string()
    .regex(/^[A-Za-z0-9_.-]+$/)
    .meta({ pattern: '^[A-Za-z0-9_.-]+$', minLength: 1, maxLength: 255 })

export const count = (most: number, least = 0) => z.int().min(least).max(most).meta({ format: 'int32' })

export const Provider = z
  .enum(providers)
  .meta({ id: 'Provider', description: 'Where the mailboxes live. Only `microsoft365` can be ordered now.' })

export const Residency = z.enum(residencies).meta({
  id: 'Residency',
  description: 'Where mail rests. Decided when the domain is ordered; it cannot be changed later.',
})

export const DomainStatus = z.enum(domainStatuses).meta({
  id: 'DomainStatus',
  description: 'Where the domain is in its life. `action_required` says in `statusReason` what a person has to do.',
})

export const DomainHealth = z.enum(domainHealths).meta({
  id: 'DomainHealth',
  description: 'What the evidence says. Apart from `status`: an active domain can be worn.',
})

export const MailboxStatus = z.enum(mailboxStatuses).meta({
  id: 'MailboxStatus',
  description:
    '`creating` until the provider has it, then `warming`, then `active`; `paused` sends nothing; `failed` says why in `statusReason`.',
})

export const OperationKind = z
  .enum(operationKinds)
  .meta({ id: 'OperationKind', description: 'The call that started the operation.' })

export const RotationStatus = z.enum(rotationStatuses).meta({
  id: 'RotationStatus',
  description:
    '`planned`, `ordering` (the replacement is being made), `overlap` (it ramps up while the old domain drains), `draining` (the successors send; replies to the old addresses are still read). `awaiting_approval` waits for a person, `blocked` for what `blockedReason` names. `completed` and `cancelled` are ends.',
})

export const RotationReason = z.enum(rotationReasons).meta({
  id: 'RotationReason',
  description: 'Why the domain is replaced: a verdict (`worn`, `burned`), a plan of its fleet, or a request.',
})

export const RotationBlock = z.enum(rotationBlocks).meta({
  id: 'RotationBlock',
  description:
    'Why it does not go on. `approval`: nobody has agreed yet. `no_spare`: no domain can take the place, and no name to order was given. `ceiling`: the order would pass a limit on spending. `name_unavailable`, `order_failed`: the replacement could not be had. `replacement_burned`: it was lost before it took over.',
})

export const FleetStatus = z.enum(fleetStatuses).meta({
  id: 'FleetStatus',
  description:
    '`building`: it has not reached its target yet. `kept`: it has, and will. `low`: it is under its target, or will be before a replacement could be ready. `ended`: nobody keeps it any more.',
})

export const FleetShortage = z.enum(fleetShortages).meta({
  id: 'FleetShortage',
  description:
    'What keeps a fleet from being kept. `spend_ceiling`: orders do not fit under a ceiling. `burn_rate_too_high`: domains burn faster than any number of spares makes up for. `no_names`: no close variant of the brand is left. `losses`: more was lost than spares were there; replacements are on their way. `approval`: rotations wait for somebody to agree.',
})

export const RotationAfter = z.enum(rotationAfters).meta({
  id: 'RotationAfter',
  description: 'What becomes of the old domain once it is drained: it rests and is kept, or it is retired.',
})

export const WebhookDisabledReason = z.enum(webhookDisabledReasons).meta({
  id: 'WebhookDisabledReason',
  description:
    '`gone`: it answered 410. `failing`: it took nothing for 5 days. `user`: somebody asked for it. Null while it is enabled.',
})

const MOST_METADATA = 50

export const Metadata = z.record(text(40), text(500)).meta({
  id: 'Metadata',
  maxProperties: MOST_METADATA,
  description: 'Your own keys and texts: at most 50, keys to 40 and texts to 500 characters.',
  examples: [{ campaign: 'spring' }],
})

export const exampleIds = {
  account: 'acct_01jd8k5f9q4rwxyzabcdefghjr',
  domain: 'dom_01jd8k5f9q4rwxyzabcdefghjk',
  mailbox: 'mbx_01jd8k5f9q4rwxyzabcdefghjm',
  operation: 'op_01jd8k5f9q4rwxyzabcdefghjn',
  replacement: 'dom_01jd8k5f9q4rwxyzabcdefghk1',
  successor: 'mbx_01jd8k5f9q4rwxyzabcdefghk0',
  rotation: 'rot_01jd8k5f9q4rwxyzabcdefghjw',
  fleet: 'flt_01jd8k5f9q4rwxyzabcdefghjz',
  event: 'evt_01jd8k5f9q4rwxyzabcdefghju',
  webhookEndpoint: 'whe_01jd8k5f9q4rwxyzabcdefghjv',
} as const
