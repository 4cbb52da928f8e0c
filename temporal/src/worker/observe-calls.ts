import type { Logger } from 'pino'
import type { OnCall, VendorCall } from '../providers/call-report.ts'
import { activityScope } from './activity-scope.ts'
import type { WorkerMetrics } from './metrics.ts'

/** The others are answers: many questions are asked to hear that a thing is not there. */
const faults: VendorCall['outcome'][] = ['fault', 'transient', 'unauthorized']

/** Each request to a vendor is counted, and told in the log and the trace of the attempt that made it. */
export const createCallObserver =
  ({ log, metrics }: { log: Logger; metrics: WorkerMetrics }) =>
  (livemode: boolean): OnCall =>
  (call) => {
    metrics.observeCall(call, livemode)
    const scope = activityScope.getStore()
    const { provider, operation, outcome, durationMs, correlationId } = call
    const told = { provider, vendorOperation: operation, outcome, durationMs: Math.round(durationMs), correlationId }
    ;(scope?.log ?? log).info(told, 'A vendor was called')
    scope?.span.addPast(`${provider} ${operation}`, {
      durationMs,
      attributes: { provider, operation, outcome, correlationId },
      isFault: faults.includes(outcome),
    })
  }
