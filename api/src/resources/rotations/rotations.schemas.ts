import { unmappedReasons } from '@coldframe/db'
import { RotationAfter, RotationBlock, RotationReason, RotationStatus } from '@coldframe/db/events'
import { DEFAULT_GRACE_DAYS } from '@coldframe/temporal'
import { z } from 'zod'
import { fault } from '../../faults.ts'
import { count, exampleIds, hostName, id, listOf, PageQuery, pathId, sentence, Timestamp, text } from '../../schemas.ts'
import { DomainName, RotationPolicy } from '../domains/domains.schemas.ts'
import { MaxSpend, MOST_MAILBOXES } from '../mailboxes/mailboxes.schemas.ts'

const MOST_GRACE_DAYS = 90

const day = () => z.iso.date().meta({ maxLength: 10, examples: ['2026-03-20'] })
const oldDomain = () => id('domain', exampleIds.domain)
const replacement = () => id('domain', exampleIds.replacement)

interface Replacement {
  replacementDomainId?: unknown
  replacementName?: unknown
}
const isOneAtMost = ({ replacementDomainId, replacementName }: Replacement) =>
  replacementDomainId === undefined || replacementName === undefined

/** What a person says of the replacement. */
const replacementFields = {
  replacementDomainId: replacement().optional().meta({
    description:
      'The domain that takes the place: ready, not worn or burned, with the same provider, residency and brand. It may still be warming.',
  }),
  replacementName: DomainName.optional().meta({
    description: 'The name to order where no spare can take the place, with a mailbox for each old one.',
    examples: ['tryacme.com'],
  }),
  maxSpend: MaxSpend.optional(),
}

export const RotateDomain = z
  .strictObject({
    ...replacementFields,
    after: RotationAfter.optional(),
    graceDays: count(MOST_GRACE_DAYS)
      .optional()
      .meta({
        description: `For how many days after the cutover replies to the old addresses are read; ${DEFAULT_GRACE_DAYS} where it is not given.`,
      }),
  })
  .refine(isOneAtMost, fault('at_most_one', 'replacementDomainId'))
  .refine(isOneAtMost, fault('at_most_one', 'replacementName'))
  .meta({
    id: 'RotateDomain',
    description:
      'How to replace it. Without a replacement a spare is chosen. Without `after` a burned domain is retired, any other one rests.',
    examples: [{ replacementName: 'tryacme.com', after: 'retire' }],
  })
export type RotateDomain = z.output<typeof RotateDomain>

export const ApproveRotation = z
  .strictObject(replacementFields)
  .refine(isOneAtMost, fault('at_most_one', 'replacementDomainId'))
  .refine(isOneAtMost, fault('at_most_one', 'replacementName'))
  .meta({
    id: 'ApproveRotation',
    description: 'With what it goes on; nothing where a spare is to be found.',
    examples: [{ replacementName: 'tryacme.com' }],
  })
export type ApproveRotation = z.output<typeof ApproveRotation>

export const Rotation = z
  .object({
    id: id('rotation', exampleIds.rotation),
    domainId: oldDomain().meta({ description: 'The old domain.' }),
    replacementDomainId: replacement().nullable().meta({ description: 'Null until one was chosen or ordered.' }),
    replacementName: hostName()
      .nullable()
      .meta({ description: 'What is ordered where no spare can take the place.', examples: ['tryacme.com'] }),
    reason: RotationReason,
    policy: RotationPolicy,
    status: RotationStatus,
    blockedReason: RotationBlock.nullable(),
    message: sentence().nullable().meta({ description: 'What it waits for, and what a person can do.' }),
    after: RotationAfter,
    graceDays: count(MOST_GRACE_DAYS),
    baseDailySendLimit: count().meta({
      description: 'What the old mailboxes might send a day, together, when the overlap began.',
    }),
    overlapOn: day().nullable().meta({ description: 'Since when both are there, by the clock of the mode.' }),
    cutoverOn: day().nullable().meta({ description: 'When the successors took over, by the clock of the mode.' }),
    drainUntil: day()
      .nullable()
      .meta({ description: 'Until then replies to the old addresses are read, by the clock of the mode.' }),
    retireOperationId: id('operation', exampleIds.operation)
      .nullable()
      .meta({ description: 'The operation that retires the old domain; null where it rests.' }),
    approvedAt: Timestamp.nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    endedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Rotation', description: 'A domain and the one that takes its place.' })

export const RotationList = listOf(Rotation, 'Rotation')

export const RotationParams = z.strictObject({ id: pathId('rotation', exampleIds.rotation) })

export const RotationListQuery = PageQuery.extend({
  domainId: oldDomain().optional().meta({ description: 'Only those of this old domain.' }),
  status: RotationStatus.optional(),
})

const Side = z
  .object({
    mailboxId: id('mailbox', exampleIds.mailbox),
    domainId: oldDomain(),
    address: text(320).meta({ description: 'In lower case.', examples: ['anna.lee@getacme.com'] }),
  })
  .meta({ id: 'MappingSide', description: 'One of the two mailboxes.' })

const UnmappedReason = z.enum(unmappedReasons).meta({
  id: 'UnmappedReason',
  description:
    'Why it has no successor. `no_room`: the replacement has fewer mailboxes. `failed`, `ended`: it does not send any more itself.',
})

const Mapping = z
  .object({
    from: Side,
    to: Side.nullable().meta({ description: 'Null where it has no successor.' }),
    unmappedReason: UnmappedReason.nullable(),
    mappedAt: Timestamp.nullable().meta({ description: 'When the successor took over; null before the cutover.' }),
  })
  .meta({ id: 'RotationMapping', description: 'An old mailbox and its successor.' })

export const RotationMailboxes = z
  .object({
    rotationId: id('rotation', exampleIds.rotation),
    mailboxes: z.array(Mapping).max(MOST_MAILBOXES).meta({ description: 'One for each old mailbox.' }),
  })
  .meta({
    id: 'RotationMailboxes',
    description: 'Which mailbox takes the place of which. Until the cutover it may change.',
  })
