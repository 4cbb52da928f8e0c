import { z } from 'zod'

export const families = [
  'placement',
  'reputation_bounces',
  'complaints',
  'blocklists',
  'provider_texts',
  'authentication',
  'list_quality',
  'copy',
] as const

/**
 * `no_data`: nothing was observed. `unclear`: too little to tell. `clear`: the whole interval is below the threshold.
 * `suspicious`, `alarm`, `confirmed`: the evidence against it is likely, strong, and strong twice or after a re-check.
 */
export const conclusions = ['no_data', 'unclear', 'clear', 'suspicious', 'alarm', 'confirmed'] as const
export type Conclusion = (typeof conclusions)[number]

/** One family of evidence about one subject, with the numbers that it rests on. */
export const findingSchema = z.object({
  family: z.enum(families),
  /** The recipient provider, campaign or list; null for the whole domain. */
  subject: z.string().nullable(),
  /** A share, except of blocklists: on how many days it was listed. */
  value: z.number().nullable(),
  interval: z.object({ lower: z.number(), upper: z.number() }).nullable(),
  threshold: z.number(),
  /** Messages, or observations of a list. */
  sampleSize: z.number(),
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
