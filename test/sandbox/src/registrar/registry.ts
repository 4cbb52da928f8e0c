import { ancestors } from '../dns/names.ts'
import type { Store, Waits } from '../world/world.ts'

/** A registered domain, whoever sold it. */
export interface RegisteredDomain {
  name: string
  /** `ours`: in the account that the sandbox's registrar keeps for the product; `other`: somebody else's. */
  registrar: 'ours' | 'other'
  nameservers: string[]
  /** What the parent zone says until `delegationSubject` is over. */
  previousNameservers: string[]
  delegationSubject: string
  delegationChanges: number
  autoRenew: boolean
  createdAt: number
  updatedAt: number
  expiresAt: number
}

/** All domains that are registered in the world, and what their parents delegate to. */
export function createRegistry(store: Store, waits: Waits, now: () => number) {
  const domains = store.collection<RegisteredDomain>('registered_domains')
  const isRegistered = (domain: RegisteredDomain) =>
    domain.registrar === 'other' || waits.isOver('registration', domain.name)
  const get = (name: string) => {
    const domain = domains.get(name)
    return domain && isRegistered(domain) ? domain : undefined
  }
  return {
    get,
    /** Also while the registration is under way. */
    findClaim: (name: string) => domains.get(name),
    list: () => [...domains.values()].filter(isRegistered),
    setAutoRenew(domain: RegisteredDomain, autoRenew: boolean) {
      domains.set(domain.name, { ...domain, autoRenew, updatedAt: now() })
    },
    /** A domain of `ours` counts as registered once the wait `registration` of its name is over. */
    add(name: string, registrar: RegisteredDomain['registrar'], nameservers: string[], years: number) {
      const fresh = newDomain(name, registrar, nameservers, years, now())
      const domain = { ...fresh, delegationChanges: domains.get(name)?.delegationChanges ?? 0 }
      domains.set(name, domain)
      return domain
    },
    /** The parent zone follows after the wait `delegation`; the same name servers again change nothing. */
    setNameservers(domain: RegisteredDomain, nameservers: string[]) {
      if (sameSet(domain.nameservers, nameservers)) return
      const changes = domain.delegationChanges + 1
      // A wait starts once per subject: a second change of one domain is a subject of its own.
      const subject = changes === 1 ? domain.name : `${domain.name} (change ${changes})`
      waits.start('delegation', subject, domain.name)
      domains.set(domain.name, {
        ...domain,
        nameservers,
        previousNameservers: delegation(domain, waits),
        delegationSubject: subject,
        delegationChanges: changes,
        updatedAt: now(),
      })
    },
    delegation: (domain: RegisteredDomain) => delegation(domain, waits),
    /** The registered domain that `name` is or lies in. */
    covering(name: string) {
      for (const candidate of ancestors(name)) {
        const domain = get(candidate)
        if (domain) return domain
      }
      return undefined
    },
  }
}
export type Registry = ReturnType<typeof createRegistry>

function delegation(domain: RegisteredDomain, waits: Waits) {
  if (domain.delegationSubject === '') return domain.nameservers
  return waits.isOver('delegation', domain.delegationSubject) ? domain.nameservers : domain.previousNameservers
}

function newDomain(
  name: string,
  registrar: RegisteredDomain['registrar'],
  nameservers: string[],
  years: number,
  at: number,
): RegisteredDomain {
  const expires = new Date(at)
  expires.setUTCFullYear(expires.getUTCFullYear() + years)
  return {
    name,
    registrar,
    nameservers,
    previousNameservers: nameservers,
    delegationSubject: '',
    delegationChanges: 0,
    autoRenew: true,
    createdAt: at,
    updatedAt: at,
    expiresAt: expires.getTime(),
  }
}

function sameSet(left: string[], right: string[]) {
  return [...left].sort().join() === [...right].sort().join()
}
