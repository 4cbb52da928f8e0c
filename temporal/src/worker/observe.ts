import type { Context } from '@temporalio/activity'
import { ApplicationFailure, CancelledFailure } from '@temporalio/common'
import type { ActivityInterceptors } from '@temporalio/worker'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Span, Tracing } from '../tracing/tracing.ts'
import { activityScope } from './activity-scope.ts'
import type { WorkerMetrics } from './metrics.ts'

export interface ObserveDeps {
  log: Logger
  metrics: WorkerMetrics
  tracing: Tracing
}

/** The first argument of every activity. */
const Input = z.object({
  operationId: z.string().optional(),
  domainId: z.string().optional(),
  deliveryId: z.string().optional(),
  accountId: z.string(),
  livemode: z.boolean(),
  requestId: z.string().optional(),
  traceparent: z.string().optional(),
})
type Subject = Partial<z.output<typeof Input>>

/** One log line, one measurement and one span for each attempt, under the id of the request that caused it. */
export const createObserver =
  ({ log, metrics, tracing }: ObserveDeps) =>
  ({ info }: Context): ActivityInterceptors => {
    const step = info.activityType
    let fields: Record<string, unknown> = {}

    return {
      outbound: { getLogAttributes: (input, next) => ({ ...next(input), ...fields }) },
      inbound: {
        async execute(input, next) {
          const { traceparent, ...subject }: Subject = Input.safeParse(input.args[0]).data ?? {}
          fields = { ...subject, step, attempt: info.attempt }
          const attributes = { ...subject, step, attempt: info.attempt }
          return tracing.span(step, { kind: 'consumer', attributes, traceparent }, async (span) => {
            const own = log.child(fields)
            const result = await activityScope.run({ log: own, span }, () => timed(own, span, () => next(input)))
            const [, status] = input.args
            if (step === 'finishOperation') metrics.countEnd(info.workflowType ?? 'none', String(status))
            return result
          })
        },
      },
    }

    async function timed<T>(own: Logger, span: Span, work: () => Promise<T>): Promise<T> {
      const startedAt = performance.now()
      const finish = (outcome: string) => {
        const durationMs = Math.round(performance.now() - startedAt)
        metrics.observeAttempt(step, outcome, durationMs)
        span.set({ outcome })
        own.info({ outcome, durationMs }, 'An activity was attempted')
      }
      try {
        const result = await work()
        finish('ok')
        return result
      } catch (error) {
        span.markFault()
        finish(outcomeOf(error))
        throw error
      }
    }
  }

/** The types of our own failures, in the spelling of labels. */
function outcomeOf(error: unknown): string {
  if (error instanceof CancelledFailure) return 'cancelled'
  if (!(error instanceof ApplicationFailure) || !error.type) return 'fault'
  return error.type.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase()
}
