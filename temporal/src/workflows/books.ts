import { proxyActivities } from '@temporalio/workflow'
import type { OperationActivities } from '../activities/index.ts'

/** Activities that only write down how things stand: quick, and repeated until they succeed. */
export const { parkStep, closeSteps, noteRemains, finishOperation, abandonDomain, retireDomain } =
  proxyActivities<OperationActivities>({
    startToCloseTimeout: '30 seconds',
    heartbeatTimeout: '5 seconds',
    retry: { initialInterval: '250 milliseconds', backoffCoefficient: 1.5, maximumInterval: '30 seconds' },
  })
