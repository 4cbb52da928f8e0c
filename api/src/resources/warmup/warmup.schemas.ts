import { canonicalZone, profileNames } from '@coldframe/temporal/warmup'
import { z } from 'zod'
import { addFault } from '../../faults.ts'
import { count, exampleIds, id, text, word } from '../../schemas.ts'

const MOST_PER_DAY = 100_000
const numbers = () => count(MOST_PER_DAY)
const share = () => z.number().min(0).max(1)

export const WarmupProfileName = z.enum(profileNames).meta({
  id: 'WarmupProfileName',
  description: 'How fast the ramp rises. `docs/guides/warmup.md` has the numbers of each.',
})

const RampNumbers = z
  .strictObject({ start: numbers().optional(), step: numbers().optional(), cap: numbers().optional() })
  .meta({ id: 'RampNumbers', description: 'Messages a day: the first day, how many more each day, and the end.' })

const SendNumbers = RampNumbers.extend({
  fromDay: count(365, 1).optional().meta({ description: 'The day of the warmup on which the sequencer may begin.' }),
}).meta({ id: 'SendNumbers', description: 'What a sequencer may send from one mailbox a day.' })

export const TimeZone = text(100, 1)
  .superRefine((zone, context) => {
    if (canonicalZone(zone) === null) addFault(context, 'time_zone_unknown')
  })
  .meta({ description: 'IANA name. Days and working hours are those of this zone.', examples: ['Europe/Zurich'] })

export const WarmupSettings = z
  .strictObject({
    profile: WarmupProfileName.optional(),
    timeZone: TimeZone.optional(),
    send: SendNumbers.optional(),
    exchange: RampNumbers.optional().meta({ description: 'What a mailbox writes to others of the pool.' }),
    domain: RampNumbers.optional().meta({ description: 'Both together, of all mailboxes of the domain.' }),
    replyRate: share().optional().meta({ description: 'Share of the exchange that is answered.' }),
    weekendShare: share().optional().meta({ description: 'Share of the exchange that goes on at weekends.' }),
  })
  .meta({
    id: 'WarmupSettings',
    description:
      'A profile, with numbers of your own in place of some of it. `standard` in UTC where nothing is given.',
    examples: [{ profile: 'conservative', timeZone: 'Europe/Zurich' }],
  })
export type WarmupSettings = z.output<typeof WarmupSettings>

export const WarmupLimit = z
  .object({
    limit: word().meta({
      description:
        '`paused, worn, burned, not_started, exchange_off, ramp, profile_cap, provider_cap, own_limit, bounded_step, watch, after_gap, domain_ramp, tenant_budget, weekend, jitter`; others may come.',
      examples: ['domain_ramp'],
    }),
    value: count(),
  })
  .meta({ id: 'WarmupLimit', description: 'One of the things that hold a volume down, and to how much.' })

const WarmupAllowance = z
  .object({
    value: count().meta({ description: 'Recipients today.' }),
    binding: WarmupLimit,
    limits: z.array(WarmupLimit).max(20).meta({ description: 'All that was looked at, the lowest first.' }),
  })
  .meta({ id: 'WarmupAllowance', description: 'How much, and why not more.' })

const day = () =>
  z.iso.date().meta({ maxLength: 10, description: 'In the time zone of the domain.', examples: ['2026-03-01'] })

const WarmupDay = z
  .object({
    date: day(),
    dailySendLimit: count(),
    warmupVolume: count().meta({ description: 'What may go to the pool.' }),
    sent: count().meta({ description: 'What really went out, the sequencer’s mail and the exchange’s.' }),
  })
  .meta({ id: 'WarmupDay', description: 'What was allowed on one day, and what was sent.' })

const PlacementOfProvider = z
  .object({
    provider: word().meta({ description: 'Where the recipients’ mailboxes live.', examples: ['microsoft365'] }),
    inbox: count(),
    spam: count(),
    missing: count().meta({ description: 'Every folder was looked through, for hours.' }),
    unknown: count().meta({ description: 'Nobody could look: neither good nor bad.' }),
    inboxShare: share().nullable().meta({ description: 'Null where no place is known: no data is no share.' }),
    lower: share().meta({ description: 'Of the share, with 95 % confidence (Wilson).' }),
    upper: share(),
  })
  .meta({ id: 'WarmupPlacement', description: 'Where the messages of the exchange landed, at one provider.' })

const common = {
  domainId: id('domain', exampleIds.domain),
  profile: WarmupProfileName,
  timeZone: text(100).meta({ examples: ['Europe/Zurich'] }),
  day: count()
    .nullable()
    .meta({ description: 'Of the ramp: one more than the days with mail. Null before the first.' }),
  sentDays: count().meta({ description: 'Days before today on which mail went out.' }),
  placements: z.array(PlacementOfProvider).max(20),
  replies: count().meta({ description: 'Messages of the exchange that were answered.' }),
  days: z.array(WarmupDay).max(90).meta({ description: 'The oldest of the last 90 first.' }),
}

export const MailboxWarmup = z
  .object({
    mailboxId: id('mailbox', exampleIds.mailbox),
    ...common,
    send: WarmupAllowance.nullable().meta({ description: 'What a sequencer may send. Null before the first plan.' }),
    exchange: WarmupAllowance.nullable().meta({ description: 'What it writes to the pool.' }),
    nextChange: z
      .object({ inDays: count(), dailySendLimit: count() })
      .meta({ id: 'NextLimitChange', description: 'If it sends on each day until then and nothing else changes.' })
      .nullable(),
  })
  .meta({ id: 'MailboxWarmup', description: 'How far a mailbox is, what it may send today, and why not more.' })

const Criterion = z
  .object({
    name: word().meta({ description: '`days`, `looked` or `inbox_share`.', examples: ['days'] }),
    value: z.number(),
    needed: z.number(),
    isMet: z.boolean(),
  })
  .meta({ id: 'WarmupCriterion', description: 'One part of the bar at which a domain becomes active.' })

export const DomainWarmup = z
  .object({
    ...common,
    dailySendLimit: count().meta({ description: 'Of all mailboxes together.' }),
    warmupVolume: count().meta({ description: 'Of all mailboxes together.' }),
    criteria: z.array(Criterion).max(10).meta({ description: 'What has to be met before it is active.' }),
  })
  .meta({ id: 'DomainWarmup', description: 'How far a domain is, and what it lacks to be active.' })

/** As XML; GraphQL gives it as text. */
export const Chart = z
  .object({ svg: z.string().meta({ description: 'An SVG document.' }) })
  .meta({ id: 'Chart', description: 'A picture that needs nothing from outside.' })

export const SendBudget = z
  .object({
    tenantId: id('tenant', exampleIds.tenant),
    domainId: id('domain', exampleIds.domain),
    licences: count(),
    isTrial: z.boolean().meta({ description: 'Without a paid licence.' }),
    budget: count().meta({
      description:
        'External recipients in any 24 hours (Microsoft’s tenant limit): 500 x licences^0.7 + 9500; 5000 in a trial.',
      examples: [10_521],
    }),
    dayShare: count().meta({
      description: 'What the limits of one day come to at most: any 24 hours touch two days.',
      examples: [5_260],
    }),
    planned: count().meta({ description: 'What today’s limits come to.' }),
    sent: count().meta({ description: 'Counted for today and yesterday, so that no 24 hours are counted too low.' }),
    remaining: count(),
  })
  .meta({ id: 'SendBudget', description: 'What the provider lets a whole tenant send.' })
