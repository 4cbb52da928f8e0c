import type { Clock, Db, FleetShortage, Owner, Repositories } from '@coldframe/db'
import type { FleetActivities, FleetOutlook, KeepFleetInput } from '../contracts.ts'
import { addDays } from '../days.ts'
import { carryOut } from '../fleets/carry-out.ts'
import { type OrderOutcome, orderForFleet } from '../fleets/order-for-fleet.ts'
import { type FleetBooks, keepPlaces, readFleet } from '../fleets/read-fleet.ts'
import { newsOf } from '../fleets/tell-fleet.ts'
import { createNameSuggester, type SuggestNames } from '../rotations/choose-name.ts'
import type { FleetAction } from '../rules/fleet/fleet-state.ts'
import { forecastFleet } from '../rules/fleet/forecast.ts'
import { judgeFleet } from '../rules/fleet/judge-fleet.ts'
import { planFleetDay, sendingCapacity } from '../rules/fleet/plan-fleet-day.ts'
import { leadDays } from '../rules/fleet/ramp-capacity.ts'

export interface FleetDeps {
  db: Db
  suggestNames?: SuggestNames | undefined
  clockOf?: (livemode: boolean) => Promise<Clock>
}

const over: FleetOutlook = { isOver: true, nextLookAt: 0 }

/**
 * One look at a fleet: what its plan says of its domains in one transaction, then each order in one of its own, then how it stands. Cut
 * off anywhere and done again it does what is left: an order's place is taken by the transaction that places it.
 */
export function createFleetActivities({
  db,
  suggestNames = createNameSuggester(db),
  clockOf = db.clocks.read,
}: FleetDeps): FleetActivities {
  async function look<T>(input: KeepFleetInput, work: (tx: Repositories, books: FleetBooks) => Promise<T>) {
    const owner = { accountId: input.accountId, livemode: input.livemode }
    const clock = await clockOf(input.livemode)
    return db.transaction(async (tx) => {
      const fleet = await tx.fleets.lock(owner, input.fleetId)
      if (!fleet || fleet.endedAt !== null) return null
      return work(tx, await readFleet(tx, owner, fleet, clock))
    })
  }

  return {
    async lookAfterFleet(input) {
      const planned = await look(input, followPlan)
      if (!planned) return over
      const { owner, fleet, today } = planned.books
      const outcomes: OrderOutcome[] = []
      for (const { slot } of planned.actions.filter((action) => action.do === 'order'))
        outcomes.push(await orderForFleet(db, suggestNames, owner, { ...fleet, fleetId: fleet.id, day: today, slot }))
      const refusal = outcomes.find((outcome) => outcome === 'no_names' || outcome === 'spend_ceiling')
      return (await look(input, (tx, books) => judge(tx, books, planned.actions, refusal))) ?? over
    },
  }
}

async function followPlan(tx: Repositories, books: FleetBooks) {
  await keepPlaces(tx, books)
  const actions = planFleetDay(books.state)
  for (const action of actions) if (action.do !== 'order' && action.do !== 'ask') await carryOut(tx, books, action)
  return { books, actions }
}

async function judge(
  tx: Repositories,
  books: FleetBooks,
  actions: readonly FleetAction[],
  refusal: Extract<FleetShortage, OrderOutcome> | undefined,
): Promise<FleetOutlook> {
  const { owner, fleet, state, today, clock, members } = books
  await keepPlaces(tx, books)
  const forecast = forecastFleet(state, fleet.id)
  const judgement = judgeFleet({
    status: fleet.status,
    targetPerDay: fleet.dailySendTarget,
    leadDays: leadDays(state.kind),
    forecast,
    actions,
    approvals: members.filter(({ awaitsApproval }) => awaitsApproval).length,
  })
  const { low, ...finding } = judgement
  const after = await tx.fleets.note(owner, fleet.id, {
    ...finding,
    shortage: finding.shortage ?? refusal ?? null,
    lowFrom: low ? addDays(today, low.inDays) : null,
    forecast,
    keptOn: today,
  })
  const currency = await currencyOf(tx, owner)
  await tx.events.append(owner, newsOf(fleet, after, judgement, sendingCapacity(state.domains), currency))
  const nextLookAt = clock.realTimeOf(new Date(addDays(today, 1))).getTime()
  return { isOver: false, nextLookAt }
}

const currencyOf = async (tx: Repositories, owner: Owner): Promise<string> =>
  (await tx.accounts.get(owner, owner.accountId))?.currency ?? 'USD'
