import type { FleetDomain } from '@coldframe/temporal/fleet'
import { BURN_WINDOW_DAYS, capacityOn, type DomainKind, PROVISION_DAYS } from '@coldframe/temporal/fleet'
import { createDraws, type Draws } from './draws.ts'

export interface Scenario {
  burnPerMonth: number
  /** The day on which a third of the domains that send burn at once. */
  commonLossOn?: number
}

interface Domain {
  id: string
  role: FleetDomain['role']
  roleSince: number
  /** The day on which mail may go out. */
  readyOn: number
  rampStart: number
  burnedOn: number | null
  /** When the verdict says so. */
  knownOn: number
  /** It wears before it burns, and may come back if it is rested by then. */
  wornFrom: number | null
}

/** Idle domains wear as well, but slower: they only exchange mail. */
const idleHazard = 0.2
const wearsFirst = 0.4
const wearDays = 10
const recoveryDays = 25

/** The outside world of one fleet, day by day. What it knows is told to nobody but through `seen`. */
export function createWorld(kind: DomainKind, { burnPerMonth, commonLossOn }: Scenario, seed: string) {
  const draws = createDraws(seed)
  const hazard = -Math.log(1 - burnPerMonth) / 30
  const domains = new Map<string, Domain>()
  const losses: number[] = []
  const domainDays: number[] = []
  let ordered = 0

  const capacity = (domain: Domain, day: number) =>
    day < domain.readyOn ? 0 : capacityOn(kind, day - domain.rampStart + 1)

  function burn(domain: Domain, day: number) {
    domain.burnedOn = day
    domain.knownOn = day + detectionDays(draws)
  }

  return {
    order(day: number) {
      const id = `d${String(++ordered).padStart(4, '0')}`
      const readyOn = day + PROVISION_DAYS + Math.floor(draws.next() * 4) - 1
      domains.set(id, {
        id,
        role: 'provisioning',
        roleSince: day,
        readyOn,
        rampStart: readyOn,
        burnedOn: null,
        knownOn: 0,
        wornFrom: null,
      })
    },
    setRole(id: string, role: Domain['role'], day: number) {
      const domain = domains.get(id)
      if (!domain) return
      if (domain.role === 'resting' && role === 'ramping') domain.rampStart = day
      Object.assign(domain, { role, roleSince: day })
    },
    drop: (id: string) => domains.delete(id),

    /** Fate, before the day's plan. */
    pass(day: number) {
      for (const domain of domains.values()) {
        if (domain.role === 'provisioning' && day >= domain.readyOn) {
          Object.assign(domain, { role: 'ramping', roleSince: day })
        }
        fate(domain, day, hazard, draws, burn)
      }
      if (day === commonLossOn) {
        const sending = [...domains.values()].filter((domain) => domain.role !== 'provisioning' && !domain.burnedOn)
        for (const domain of sending.slice(0, Math.ceil(sending.length / 3))) burn(domain, day)
      }
      losses.push([...domains.values()].filter(({ burnedOn, knownOn }) => burnedOn !== null && knownOn === day).length)
      domainDays.push([...domains.values()].filter(({ role }) => role === 'active' || role === 'ramping').length)
    },

    /** As the product would read it. */
    seen(day: number): FleetDomain[] {
      return [...domains.values()].map((domain) => {
        const full = capacityOn(kind, 150)
        const own = domain.role === 'resting' ? 0 : capacity(domain, day)
        const role = domain.role === 'ramping' && own >= full ? 'active' : domain.role
        const rampDay = Math.max(0, day - domain.rampStart + 1)
        return {
          id: domain.id,
          role,
          health: healthOf(domain, day),
          capacity: own,
          rampDay,
          daysInRole: day - domain.roleSince,
        }
      })
    },
    seenLosses: () => ({
      losses: sum(losses.slice(-BURN_WINDOW_DAYS)),
      domainDays: sum(domainDays.slice(-BURN_WINDOW_DAYS)),
    }),

    /** What really can be sent: a burn counts from its day, not from its verdict. */
    soundCapacity(day: number) {
      const sending = [...domains.values()].filter(({ role }) => role === 'active' || role === 'ramping')
      return sum(sending.filter((domain) => domain.burnedOn === null).map((domain) => capacity(domain, day)))
    },
    count: () => ({
      ordered,
      domains: domains.size,
      spares: [...domains.values()].filter(({ role }) => role === 'spare').length,
    }),
  }
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

/** What the verdict bench finds: nearly all within three days, those without placement data within seven. */
const detectionDays = (draws: Draws) =>
  draws.next() < 0.8 ? 1 + Math.floor(draws.next() * 3) : 4 + Math.floor(draws.next() * 4)

function fate(domain: Domain, day: number, hazard: number, draws: Draws, burn: (domain: Domain, day: number) => void) {
  const chance = draws.next()
  if (domain.burnedOn !== null || domain.role === 'provisioning') return
  if (domain.role === 'resting') {
    // Two of three come back.
    if (day - domain.roleSince === recoveryDays && draws.next() < 2 / 3) domain.wornFrom = null
    return
  }
  if (domain.wornFrom !== null && day - domain.wornFrom >= wearDays) return burn(domain, day)
  if (domain.wornFrom !== null) return
  if (chance >= hazard * (domain.role === 'spare' ? idleHazard : 1)) return
  if (draws.next() < wearsFirst) domain.wornFrom = day
  else burn(domain, day)
}

/** Wear takes three days to be seen. */
function healthOf({ burnedOn, knownOn, wornFrom, role }: Domain, day: number): FleetDomain['health'] {
  if (role === 'provisioning') return 'unknown'
  if (burnedOn !== null && day >= knownOn) return 'burned'
  if (wornFrom !== null && day - wornFrom >= 3) return 'worn'
  return 'healthy'
}
