import type { Fleet, NewFleet } from '@coldframe/db'
import { createFleetActivities } from '../src/activities/fleets.ts'
import { addDays, dayOf } from '../src/days.ts'
import { onVerdict } from '../src/rotations/on-verdict.ts'
import { capacityOn, PROVISION_DAYS } from '../src/rules/fleet/ramp-capacity.ts'
import { setUpRotations } from './rotation-support.ts'

const KIND = { provider: 'microsoft365', profile: 'fast', mailboxesPerDomain: 2 } as const

/** A database, a clock that a test moves, and a world in which what is ordered becomes ready and ramps up day by day. */
export async function setUpFleets(t: { teardown(done: () => Promise<void>): void }) {
  const house = await setUpRotations(t)
  const { db, mortal, clock, owner, time } = house
  const suggestNames = async () => Array.from({ length: 5 }, () => `name${Math.random().toString(36).slice(2)}.com`)
  const { lookAfterFleet } = createFleetActivities({ db: mortal, suggestNames, clockOf: async () => clock })
  const today = () => dayOf(time.now)

  const keep = (change: Partial<NewFleet> = {}): Promise<Fleet> =>
    db.fleets.insert(owner, {
      name: 'Outbound',
      brandDomain: 'acme.com',
      provider: KIND.provider,
      residency: 'eu',
      dailySendTarget: 300,
      people: ['ann', 'bob'].map((localPart) => ({ localPart, displayName: localPart })),
      profile: KIND.profile,
      spareRatio: 0.3,
      maxSpendCents: null,
      rotationPolicy: 'automatic',
      metadata: {},
      ...change,
    })

  /** One look, repeated as Temporal repeats an activity that failed. */
  async function look(fleetId: string) {
    for (;;) {
      try {
        return await lookAfterFleet({ ...owner, fleetId })
      } catch (error) {
        if (!(error instanceof Error) || error.message !== 'The worker died') throw error
      }
    }
  }

  const domainsOf = async (fleetId: string) => (await db.domains.list(owner, { fleetId }, { limit: 1000 })).rows

  /** What provisioning and the domains' own days would have done by now. */
  async function growUp(fleetId: string) {
    for (const { domain, place } of await db.fleetDomains.members(owner, fleetId)) {
      const ids = (await db.mailboxes.ofDomain(owner, domain.id)).map(({ id }) => id)
      const readyOn = addDays(place.joinedOn, PROVISION_DAYS)
      if (today() < readyOn) continue
      if (domain.status === 'provisioning') {
        await db.domains.update(owner, domain.id, { status: 'warming', readyAt: new Date() })
        await db.mailboxes.updateMany(owner, ids, { status: 'warming', readyAt: new Date() })
        for (const operation of await db.operations.openOfDomain(owner, domain.id))
          await db.operations.finish(owner, operation.id, { status: 'succeeded' })
      }
      const warmup = await db.warmups.get(owner, domain.id)
      const startedOn = warmup?.startedOn ?? today()
      const day = Math.round((Date.parse(today()) - Date.parse(startedOn)) / 86_400_000) + 1
      await db.warmups.set(owner, domain.id, { startedOn, sentDays: day - 1 })
      if (day === 30 && domain.status === 'warming') await db.domains.update(owner, domain.id, { status: 'active' })
      const stands = ['resting', 'retiring'].includes(domain.status) || domain.health === 'burned'
      await house.setLimits(domain, stands ? 0 : Math.floor(capacityOn(KIND, day) / KIND.mailboxesPerDomain))
    }
  }

  async function lookAtRotations(fleetId: string) {
    for (const { id } of await domainsOf(fleetId))
      for (const rotation of await db.rotations.openOfDomain(owner, id)) {
        await house.look(rotation.id)
        await house.look(rotation.id)
      }
  }

  /** Days of the fleet, each seen at its end. */
  async function passDays(fleetId: string, days: number, atEnd: () => Promise<void> = async () => {}) {
    for (let passed = 0; passed < days; passed++) {
      await growUp(fleetId)
      await look(fleetId)
      await lookAtRotations(fleetId)
      await atEnd()
      house.passDays(1)
    }
  }

  return {
    ...house,
    nextDay: () => house.passDays(1),
    keep,
    look,
    domainsOf,
    passDays,
    lookAtRotations,
    fleet: async (id: string) => {
      const fleet = await db.fleets.get(owner, id)
      if (!fleet) throw new Error(`${id} is gone`)
      return fleet
    },
    capacity: async (id: string) => (await db.fleetDomains.capacities(owner, [id])).get(id)?.dailySendLimit ?? 0,
    judge: (domainId: string, health: 'worn' | 'burned' | 'healthy') =>
      db.transaction(async (tx) => {
        const domain = await tx.domains.lock(owner, domainId)
        if (!domain) throw new Error(`${domainId} is gone`)
        const judged = await tx.domains.update(owner, domainId, { health })
        if (judged) await onVerdict(tx, judged, { health, previousHealth: domain.health })
      }),
  }
}
