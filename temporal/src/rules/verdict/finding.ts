import {
  type FindingConclusion as Conclusion,
  findingConclusions as conclusions,
  findingFamilies,
} from '@coldframe/db/enums'
import { z } from 'zod'

export type { FindingConclusion as Conclusion } from '@coldframe/db/enums'

/** One family of evidence about one subject, with the numbers that it rests on. */
export const findingSchema = z.object({
  family: z.enum(findingFamilies),
  /** The recipient provider, campaign or list; null for the whole domain. */
  subject: z.string().nullable(),
  /** A share, except of blocklists: on how many days it was listed. */
  value: z.number().nullable(),
  interval: z.object({ lower: z.number(), upper: z.number() }).nullable(),
  threshold: z.number(),
  /** Messages, or observations of a list. */
  sampleSize: z.number(),
  /** How many independent messages they are worth, as those of one day share their fate. */
  effectiveSize: z.number(),
  window: z.object({ fromDay: z.number(), toDay: z.number() }),
  conclusion: z.enum(conclusions),
  /** Of the sequential test: the logarithm of how much more likely the fault is than its absence, alarms included. */
  score: z.number().nullable(),
})
export type Finding = z.infer<typeof findingSchema>

const isAtLeast = (conclusion: Conclusion, least: Conclusion) =>
  conclusions.indexOf(conclusion) >= conclusions.indexOf(least)

export const isSuspicious = ({ conclusion }: Finding) => isAtLeast(conclusion, 'suspicious')
export const isAlarm = ({ conclusion }: Finding) => isAtLeast(conclusion, 'alarm')
export const isConfirmed = ({ conclusion }: Finding) => conclusion === 'confirmed'
