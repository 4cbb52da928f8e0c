import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow'
import { type DayActivities, type DayOutline, LOOK_AGAIN_SIGNAL, type RunDomainInput } from '../contracts.ts'

const patient = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' } as const
const { planDay, exchangeMail } = proxyActivities<DayActivities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '30 seconds',
  retry: patient,
})
/** What cannot be asked today is asked tomorrow: it keeps no mail from being limited. */
const asking = proxyActivities<DayActivities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { ...patient, maximumAttempts: 3 },
})

/** Six windows, two questions and a plan leave room for these. */
const MOST_LOOKS_A_DAY = 3
/** Who pauses a hundred mailboxes asks a hundred times: that is one look. */
const BURST_MS = 2_000
const MOST_EVENTS = 1_500

/** A domain's days, one after the other, until it is retired. */
export async function runDomain(input: RunDomainInput): Promise<void> {
  let isAsked = false
  setHandler(defineSignal(LOOK_AGAIN_SIGNAL), () => {
    isAsked = true
  })

  while (workflowInfo().historyLength < MOST_EVENTS) {
    if (await isOverAfterDay()) return
  }
  await continueAsNew<typeof runDomain>(input)

  async function isOverAfterDay(): Promise<boolean> {
    await asking.gatherEvidence(input).catch(() => undefined)
    await asking.judgeDomain(input).catch(() => undefined)
    isAsked = false
    let day = await planDay(input)
    let looks = 0
    while (!day.isOver) {
      const next = day.windows[0] ?? day.nextDayAt
      const isWoken = await wait(next, () => isAsked && looks < MOST_LOOKS_A_DAY)
      if (!isWoken && day.windows.length === 0) return false
      if (isWoken) await sleep(BURST_MS)
      isAsked = isAsked && !isWoken
      looks += isWoken ? 1 : 0
      day = isWoken ? await planDay(input) : upToDate(day, await exchangeMail(input))
    }
    return true
  }
}

/** A window that was begun is over, whatever the clock says. */
function upToDate(before: DayOutline, after: DayOutline): DayOutline {
  const [begun = 0] = before.windows
  return { ...after, nextDayAt: before.nextDayAt, windows: after.windows.filter((at) => at > begun) }
}

const wait = async (at: number, isWanted: () => boolean): Promise<boolean> =>
  condition(isWanted, Math.max(1, at - Date.now()))
