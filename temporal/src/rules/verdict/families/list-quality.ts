import type { Finding } from '../finding.ts'
import type { DayNumbers } from '../numbers.ts'
import type { Hypotheses, Step } from '../sequential.ts'
import { listStream, unknownAt } from '../streams.ts'
import { thresholds } from '../thresholds.ts'
import type { Context } from './context.ts'
import { hypothesesOf, sequentialFinding, stepsOf } from './sequential-finding.ts'

const { list } = thresholds

/** A list is bad at every recipient provider: what each of them says of a day is added up. */
function pooledSteps(days: DayNumbers[], providers: string[], hypotheses: Hypotheses): Step[] {
  const pooled = stepsOf(days, listStream.countOf, hypotheses).map((step) => ({ ...step, logRatio: 0 }))
  for (const provider of providers) {
    const own = stepsOf(days, unknownAt(provider), hypotheses)
    for (const [index, step] of pooled.entries()) step.logRatio += own[index]?.logRatio ?? 0
  }
  return pooled
}

/** Unknown recipients. They pause a campaign and never burn a domain. */
export function listFindings({ numbers, today, days, providers }: Context): Finding[] {
  const hypotheses = hypothesesOf(numbers, listStream.name, list, (sound) => sound + list.rise)
  return [
    sequentialFinding({
      family: 'list_quality',
      subject: null,
      days,
      today,
      threshold: list.limit,
      isRare: true,
      countOf: listStream.countOf,
      correlation: listStream.correlation,
      steps: pooledSteps(days, providers, hypotheses),
    }),
  ]
}
