import type { Finding } from '../finding.ts'
import { reputationAt, reputationStream } from '../streams.ts'
import { thresholds } from '../thresholds.ts'
import type { Context } from './context.ts'
import { hypothesesOf, sequentialFinding, stepsOf } from './sequential-finding.ts'

const { reputation } = thresholds
const faultyOf = (sound: number) => Math.max(reputation.faultyAtLeast, sound * reputation.faultyFactor)

/** Refusals that name the sender's reputation, at each recipient provider, against what is normal for the domain. */
export function reputationFindings({ numbers, today, authenticated, providers }: Context): Finding[] {
  const hypotheses = hypothesesOf(numbers, reputationStream.name, reputation, faultyOf)
  return providers.map((provider) => {
    const countOf = reputationAt(provider)
    return sequentialFinding({
      family: 'reputation_bounces',
      subject: provider,
      days: authenticated,
      today,
      threshold: reputation.burned,
      isRare: true,
      countOf,
      correlation: reputation.correlation,
      steps: stepsOf(authenticated, countOf, hypotheses),
    })
  })
}
