import { FleetShortage, FleetStatus } from '@coldframe/db/events'
import { faultOfLocalPart } from '@coldframe/temporal'
import { FORECAST_DAYS } from '@coldframe/temporal/fleet'
import { z } from 'zod'
import { addFault, fault } from '../../faults.ts'
import { Currency, Money } from '../../money.ts'
import {
  count,
  exampleIds,
  hostName,
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
} from '../../schemas.ts'
import { BrandDomain, NamePattern, Residency, RotationPolicy } from '../domains/domains.schemas.ts'
import { MOST_MAILBOXES, NewMailboxes, Provider } from '../mailboxes/mailboxes.schemas.ts'
import { WarmupProfileName } from '../warmup/warmup.schemas.ts'

/** With ten mailboxes a domain some 3,500 domains; what is more is better kept as several fleets. */
const MOST_PER_DAY = 500_000

const day = () => z.iso.date().meta({ maxLength: 10, examples: ['2026-03-20'] })

const Name = text(100, 1).meta({ description: 'For people.', examples: ['Acme outbound'] })
const DailySendTarget = count(MOST_PER_DAY, 1).meta({
  description: 'How many messages a day its sequencer is to be able to send.',
  examples: [5000],
})
const SpareRatio = z.number().min(0).max(1).meta({
  description: 'The most of its domains, from 0 to 1, that may wait fully warmed up for others to be lost.',
})
const MaxSpendPerMonth = Money.meta({
  description:
    'The most that it may come to in a calendar month: domains that stay, and orders. The spend ceiling of the account counts as well.',
})

const hasOneSource = ({ mailboxes, mailboxCount }: { mailboxes?: unknown; mailboxCount?: unknown }) =>
  (mailboxes === undefined) !== (mailboxCount === undefined)
const hasUseForPattern = ({ mailboxes, namePattern }: { mailboxes?: unknown; namePattern?: unknown }) =>
  mailboxes === undefined || namePattern === undefined

export const CreateFleet = z
  .strictObject({
    name: Name,
    brandDomain: BrandDomain.meta({
      description: 'Domain of the brand for which it sends. Its domains are variants of it.',
    }),
    dailySendTarget: DailySendTarget,
    provider: Provider,
    residency: Residency.default('none'),
    mailboxes: NewMailboxes.optional().meta({ description: 'The people of whom every domain has a mailbox each.' }),
    mailboxCount: count(MOST_MAILBOXES, 1).optional().meta({ description: 'Instead of `mailboxes`.' }),
    namePattern: NamePattern.optional(),
    warmupProfile: WarmupProfileName.default('standard'),
    spareRatio: SpareRatio.default(0.2),
    maxSpendPerMonth: MaxSpendPerMonth.optional(),
    rotationPolicy: RotationPolicy.default('automatic'),
    metadata: Metadata.optional(),
  })
  .refine(hasOneSource, fault('exactly_one', 'mailboxes'))
  .refine(hasOneSource, fault('exactly_one', 'mailboxCount'))
  .refine(hasUseForPattern, fault('exactly_one', 'namePattern'))
  .superRefine((fleet, context) => {
    for (const [index, { localPart }] of (fleet.mailboxes ?? []).entries()) {
      const code = faultOfLocalPart(localPart)
      if (code) addFault(context, code, ['mailboxes', index, 'localPart'])
    }
  })
  .meta({
    id: 'CreateFleet',
    description: 'What is to be kept. Give `mailboxes`, or `mailboxCount` with an optional `namePattern`.',
    examples: [
      {
        name: 'Acme outbound',
        brandDomain: 'acme.com',
        dailySendTarget: 5000,
        provider: 'microsoft365',
        residency: 'eu',
        mailboxCount: 10,
        maxSpendPerMonth: { amount: '6000.00', currency: 'USD' },
      },
    ],
  })
export type CreateFleet = z.output<typeof CreateFleet>

export const UpdateFleet = z
  .strictObject({
    name: Name.optional(),
    dailySendTarget: DailySendTarget.optional(),
    warmupProfile: WarmupProfileName.optional().meta({ description: 'Of domains that it orders from now on.' }),
    spareRatio: SpareRatio.optional(),
    maxSpendPerMonth: MaxSpendPerMonth.nullable().optional().meta({ description: 'Null removes it.' }),
    rotationPolicy: RotationPolicy.optional(),
    metadata: MetadataChange.optional(),
  })
  .meta({ id: 'UpdateFleet', description: 'What to change.', examples: [{ dailySendTarget: 6000 }] })
export type UpdateFleet = z.output<typeof UpdateFleet>

const FleetCapacity = z
  .object({
    dailySendLimit: count().meta({
      description: 'What may be sent today: the limits of all its mailboxes, those of spares left out.',
    }),
    provisioning: count(),
    ramping: count(),
    active: count(),
    spare: count(),
    resting: count(),
  })
  .meta({ id: 'FleetCapacity', description: 'What it can send, and how many domains of it are in which state.' })

const FleetLack = z
  .object({
    domains: count().meta({ description: 'That it should have and cannot order.' }),
    amount: Money.nullable().meta({
      description: 'How much of this month is missing for them; null where money is not what is missing.',
    }),
  })
  .meta({ id: 'FleetLack', description: 'What is missing.' })

export const Fleet = z
  .object({
    id: id('fleet', exampleIds.fleet),
    name: Name,
    brandDomain: hostName().meta({ description: 'ASCII form, in lower case.', examples: ['acme.com'] }),
    dailySendTarget: DailySendTarget,
    provider: Provider,
    residency: Residency,
    mailboxes: NewMailboxes.meta({ description: 'The people of whom every domain has a mailbox each.' }),
    warmupProfile: WarmupProfileName,
    spareRatio: SpareRatio,
    maxSpendPerMonth: MaxSpendPerMonth.nullable(),
    rotationPolicy: RotationPolicy,
    status: FleetStatus,
    shortage: FleetShortage.nullable(),
    message: sentence().nullable().meta({ description: 'What is missing, and what a person can do.' }),
    lack: FleetLack.nullable(),
    lowFrom: day().nullable().meta({
      description: 'The first day on which less than the target is expected, by the clock of the mode; null for none.',
    }),
    capacity: FleetCapacity,
    lookedAtOn: day().nullable().meta({ description: 'The newest day of its plan, by the clock of the mode.' }),
    metadata: Metadata,
    version: version(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    endedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Fleet', description: 'Domains that are kept able to send so much a day.' })

export const FleetList = listOf(Fleet, 'Fleet')
export const FleetParams = z.strictObject({ id: pathId('fleet', exampleIds.fleet) })
export const FleetListQuery = PageQuery.extend({ status: FleetStatus.optional() })

const Band = z.object({ low: count(), middle: count(), high: count() }).meta({
  id: 'CapacityBand',
  description: 'Messages a day. In one of ten courses it is less than `low`, in one of ten more than `high`.',
})

const ForecastDay = z
  .object({
    date: day(),
    capacity: Band,
    orders: z
      .number()
      .min(0)
      .max(100_000)
      .meta({ description: 'Domains that it is expected to order on the day: a mean.' }),
    cost: Money.meta({ description: 'What those come to in their first month.' }),
  })
  .meta({ id: 'FleetForecastDay', description: 'What is expected of one day.' })

export const FleetForecast = z
  .object({
    fleetId: id('fleet', exampleIds.fleet),
    dailySendTarget: DailySendTarget,
    lookedAtOn: day().nullable().meta({
      description: 'The day on which it was reckoned, by the clock of the mode; null before the first look.',
    }),
    lowFrom: day().nullable().meta({
      description: 'The first day on which the middle of the band is under the target; null for none.',
    }),
    days: z
      .array(ForecastDay)
      .max(FORECAST_DAYS)
      .meta({ description: 'From `lookedAtOn` on; none before the first look.' }),
    orders: z.number().min(0).max(10_000_000).meta({ description: 'Of all days together.' }),
    cost: Money.meta({ description: 'Of all days together.' }),
  })
  .meta({ id: 'FleetForecast', description: 'What becomes of the fleet as it is kept now.' })

export const FleetQuote = z
  .object({
    domains: count().meta({ description: 'With those that wait and those on their way.' }),
    leadDays: count().meta({ description: 'Until the first of them may send all that it ever may.' }),
    replacementsPerMonth: z.number().min(0).max(1_000_000),
    build: Money.meta({ description: 'Ordering them all: once.' }),
    perMonth: Money.meta({
      description: 'After that: what stays, and replacements at the burn rate that is expected.',
    }),
    keptPerDay: count().meta({ description: 'What `maxSpendPerMonth` keeps; the target where it pays for that.' }),
    lacking: Money.meta({ description: 'By how much `maxSpendPerMonth` is too low.' }),
    currency: Currency,
  })
  .meta({ id: 'FleetQuote', description: 'What it takes to keep a fleet.' })
