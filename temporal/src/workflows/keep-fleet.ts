import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow'
import { type FleetActivities, type KeepFleetInput, LOOK_AGAIN_SIGNAL } from '../contracts.ts'

const { lookAfterFleet } = proxyActivities<FleetActivities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
})

/** Domains that burn together ask one after the other: that is one look. */
const BURST_MS = 2_000
const MOST_EVENTS = 1_500

/** A fleet's days, one after the other, until nobody keeps it any more. */
export async function keepFleet(input: KeepFleetInput): Promise<void> {
  let isAsked = false
  setHandler(defineSignal(LOOK_AGAIN_SIGNAL), () => {
    isAsked = true
  })
  while (workflowInfo().historyLength < MOST_EVENTS) {
    isAsked = false
    const { isOver, nextLookAt } = await lookAfterFleet(input)
    if (isOver) return
    if (await condition(() => isAsked, Math.max(1, nextLookAt - Date.now()))) await sleep(BURST_MS)
  }
  await continueAsNew<typeof keepFleet>(input)
}
