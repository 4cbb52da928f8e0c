import type { Finding } from '../finding.ts'
import type { CampaignDay, DayNumbers } from '../numbers.ts'
import { logRatioOf, type Step } from '../sequential.ts'
import { thresholds } from '../thresholds.ts'
import type { Context } from './context.ts'
import { sequentialFinding } from './sequential-finding.ts'

const { copy, placement } = thresholds

const contentRatio = logRatioOf({
  sound: copy.soundRefusals,
  faulty: copy.faultyRefusals,
  correlation: copy.correlation,
})

/** A campaign's seeds against the neutral mail of the same day at the same provider: the domain is the same in both. */
function seedRatio(day: DayNumbers, provider: string, { inbox = 0, spam = 0 }: CampaignDay): number {
  if (inbox + spam === 0) return 0
  const { inbox: neutralInbox = 0, spam: neutralSpam = 0 } = day.providers[provider] ?? {}
  const weight = copy.priorSeeds
  const rate = (neutralSpam + placement.prior.rate * weight) / (neutralInbox + neutralSpam + weight)
  const faulty = rate + copy.seedRise
  if (faulty >= 1) return 0
  return logRatioOf({ sound: rate, faulty, correlation: copy.correlation })(spam, inbox + spam)
}

function refusalsOf(day: DayNumbers, campaign: string) {
  const providers = Object.values(day.campaigns[campaign] ?? {})
  const bad = providers.reduce((sum, { content = 0 }) => sum + content, 0)
  return { bad, total: providers.reduce((sum, { sent }) => sum + sent, 0) }
}

const stepsOf = (days: DayNumbers[], campaign: string): Step[] =>
  days.map((day) => {
    const providers = Object.entries(day.campaigns[campaign] ?? {})
    const ratios = providers.map(
      ([provider, own]) => contentRatio(own.content ?? 0, own.sent) + seedRatio(day, provider, own),
    )
    return { day: day.day, ...refusalsOf(day, campaign), logRatio: ratios.reduce((sum, ratio) => sum + ratio, 0) }
  })

/** One campaign that is refused for its content, or whose seeds land in spam where neutral mail does not. */
export function copyFindings({ today, authenticated }: Context): Finding[] {
  const campaigns = [...new Set(authenticated.flatMap(({ campaigns }) => Object.keys(campaigns)))].sort()
  return campaigns.map((campaign) =>
    sequentialFinding({
      family: 'copy',
      subject: campaign,
      days: authenticated,
      today,
      threshold: copy.faultyRefusals,
      isRare: true,
      countOf: (day) => refusalsOf(day, campaign),
      correlation: copy.correlation,
      steps: stepsOf(authenticated, campaign),
    }),
  )
}
