import type { Context } from '@temporalio/activity'
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker'

/** Well below the heartbeat time-out of the workflows. */
const INTERVAL_MS = 1_500

/** Tells Temporal that an attempt is alive, so that only those of a dead worker are given to another one. */
export function heartbeatInterceptor(context: Context): { inbound: ActivityInboundCallsInterceptor } {
  return {
    inbound: {
      async execute(input, next) {
        const timer = setInterval(() => context.heartbeat(), INTERVAL_MS)
        try {
          return await next(input)
        } finally {
          clearInterval(timer)
        }
      },
    },
  }
}
