import { fileURLToPath } from 'node:url'
import type { InjectedSinks } from '@temporalio/worker'
import type { FailureSinks } from '../workflows/interceptors.ts'
import type { WorkerMetrics } from './metrics.ts'

/** Workflows run in a place without a network; a sink carries word of their failures out. */
export const failureSinks = (metrics: Pick<WorkerMetrics, 'countDefect'>): InjectedSinks<FailureSinks> => ({
  failures: { report: { fn: ({ workflowType }) => metrics.countDefect(workflowType), callDuringReplay: false } },
})

export const workflowInterceptors = fileURLToPath(new URL('../workflows/interceptors.ts', import.meta.url))
