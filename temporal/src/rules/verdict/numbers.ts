import { z } from 'zod'

const count = z.number().int().nonnegative()
/** Absent is none: most of these are, and the state is stored for each domain. */
const rareCount = count.optional()

const providerDay = z.object({
  sent: count,
  reputation: rareCount,
  domainBlocked: rareCount,
  accountRestricted: rareCount,
  authentication: rareCount,
  recipientUnknown: rareCount,
  /** Neutral mail. */
  inbox: count,
  spam: count,
  /** All campaigns' seeds. */
  seedInbox: rareCount,
  seedSpam: rareCount,
  complaints: rareCount,
  /** Delivered where complaints are reported: what the complaints are a share of. */
  heard: rareCount,
})
export type ProviderDay = z.infer<typeof providerDay>

const campaignDay = z.object({ sent: count, content: rareCount, inbox: rareCount, spam: rareCount })
export type CampaignDay = z.infer<typeof campaignDay>

const listing = z.object({ list: z.string(), object: z.enum(['domain', 'ip']), isListed: z.boolean() })
export type Listing = z.infer<typeof listing>

const dayNumbers = z.object({
  day: z.number().int(),
  /** By recipient provider. */
  providers: z.record(z.string(), providerDay),
  /** By campaign, then by provider; of the last two weeks only. */
  campaigns: z.record(z.string(), z.record(z.string(), campaignDay)),
  /** Null when nobody reported. */
  isAuthenticated: z.boolean().nullable(),
  listings: z.array(listing),
})
export type DayNumbers = z.infer<typeof dayNumbers>

/** Discounted sums, in messages that are worth an independent one. */
const baseline = z.object({ bad: z.number(), total: z.number() })
export type Baseline = z.infer<typeof baseline>

/** All that a verdict rests on: the counts of the last weeks and what was normal before. Plain JSON. */
export const numbersSchema = z.object({
  day: z.number().int().nullable(),
  /** Ascending, at most four weeks of them. */
  days: z.array(dayNumbers),
  baselines: z.record(z.string(), baseline),
})
export type Numbers = z.infer<typeof numbersSchema>

export const noNumbers: Numbers = { day: null, days: [], baselines: {} }

export const emptyDay = (day: number): DayNumbers => ({
  day,
  providers: {},
  campaigns: {},
  isAuthenticated: null,
  listings: [],
})
