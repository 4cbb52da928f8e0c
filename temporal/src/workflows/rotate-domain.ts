import { condition, continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import type { RotationActivities } from '../activities/index.ts'
import { NEWS_SIGNAL, type RotationInput } from '../contracts.ts'

const { lookAtRotation, findReplacement, awaitReplacement, followOverlap, drainDomain } =
  proxyActivities<RotationActivities>({
    startToCloseTimeout: '1 minute',
    heartbeatTimeout: '5 seconds',
    retry: { initialInterval: '250 milliseconds', backoffCoefficient: 1.5, maximumInterval: '30 seconds' },
  })

/** A rotation may wait for months. */
const LONGEST_HISTORY = 1_500

/** From a decision to a domain that rests or has gone. The rotation's row says where it stands; this says when it is looked at. */
export async function rotateDomain(input: RotationInput): Promise<void> {
  let news = 0
  setHandler(defineSignal(NEWS_SIGNAL), () => {
    news++
  })
  let outlook = await lookAtRotation(input)
  while (outlook.waitMs !== null) {
    const seen = news
    const before = outlook.status
    outlook = await lookFor(before)(input)
    const { status, waitMs } = outlook
    if (waitMs === null) return
    if (workflowInfo().historyLength > LONGEST_HISTORY) await continueAsNew<typeof rotateDomain>(input)
    // What has just begun is looked at once more before anybody waits: its first day may be its last.
    if (status === before && waitMs > 0) await condition(() => news > seen, waitMs)
  }
}

function lookFor(status: Awaited<ReturnType<typeof lookAtRotation>>['status']) {
  switch (status) {
    case 'planned':
    case 'blocked':
      return findReplacement
    case 'ordering':
      return awaitReplacement
    case 'overlap':
      return followOverlap
    case 'draining':
      return drainDomain
    case 'awaiting_approval':
    case 'completed':
    case 'cancelled':
      return lookAtRotation
  }
}
