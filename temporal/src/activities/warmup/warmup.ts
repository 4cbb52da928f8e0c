import type { DayActivities } from '../../contracts.ts'
import type { ActivityDeps } from '../deps.ts'
import { createCarriers } from './carriers.ts'
import { answerDue, lookFor } from './look-for.ts'
import { createDayPlanner, outlineOrOver } from './plan-day.ts'
import { sendDue } from './send-due.ts'

export type WarmupActivities = Pick<DayActivities, 'planDay' | 'exchangeMail'>

export function createWarmupActivities(deps: Pick<ActivityDeps, 'db' | 'vendors' | 'clockOf'>): WarmupActivities {
  const { db } = deps
  const planDomain = createDayPlanner(deps)
  const withCarrier = createCarriers(deps)
  return {
    planDay: async (input) => outlineOrOver(await planDomain(input, { withMessages: true })),

    /** One window, of the whole domain. The plan is made anew, so that what has changed since the morning counts. */
    async exchangeMail(input) {
      const planned = await planDomain(input, { withMessages: false })
      if (planned) {
        await sendDue({ db, withCarrier, planned })
        await lookFor({ db, withCarrier, planned })
        await answerDue({ db, withCarrier, planned })
      }
      return outlineOrOver(planned)
    },
  }
}
