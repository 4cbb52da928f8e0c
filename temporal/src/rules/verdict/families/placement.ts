import { localRates, type Stream, soundRate } from '../baseline.ts'
import type { Finding } from '../finding.ts'
import { logRatioOf, type Step } from '../sequential.ts'
import { placementStream } from '../streams.ts'
import { thresholds } from '../thresholds.ts'
import type { Context } from './context.ts'
import { sequentialFinding } from './sequential-finding.ts'

const { placement } = thresholds

/** Each day against the domain's own normal, or against the week before where that is worse. */
function stepsOf({ numbers, authenticated }: Context, stream: Stream): Step[] {
  const usual = soundRate(numbers, stream.name, placement)
  const local = localRates(authenticated, stream, placement)
  return authenticated.map((day, index) => {
    const { bad, total } = stream.countOf(day)
    const sound = Math.max(usual, local[index] ?? usual)
    const logRatio = logRatioOf({ sound, faulty: sound + placement.rise, correlation: stream.correlation })
    return { day: day.day, bad, total, logRatio: logRatio(bad, total) }
  })
}

/** Where neutral mail lands, at each recipient provider: their filters know nothing of each other. */
export function placementFindings(context: Context): Finding[] {
  const { today, authenticated, providers } = context
  return providers.map((provider) => {
    const stream = placementStream(provider)
    const { countOf, correlation } = stream
    return sequentialFinding({
      family: 'placement',
      subject: provider,
      days: authenticated,
      today,
      threshold: placement.burned,
      isRare: false,
      countOf,
      correlation,
      steps: stepsOf(context, stream),
    })
  })
}
