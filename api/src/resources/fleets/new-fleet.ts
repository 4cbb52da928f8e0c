import type { NewFleet } from '@coldframe/db'
import { normalizeBrandDomain } from '@coldframe/temporal'
import { toCents } from '../../money.ts'
import { nameMailboxes } from '../domains/name-pattern.ts'
import type { CreateFleet } from './fleets.schemas.ts'

/** The schema has let only good names through. */
export function newFleet(wish: CreateFleet): NewFleet {
  const brand = normalizeBrandDomain(wish.brandDomain)
  if ('fault' in brand) throw new Error('The brand domain of a fleet was not validated')
  const { name, provider, residency, dailySendTarget, spareRatio, rotationPolicy, metadata = {} } = wish
  const people = wish.mailboxes ?? nameMailboxes(brand.name, wish.mailboxCount ?? 0, wish.namePattern)
  return {
    ...{ name, provider, residency, dailySendTarget, spareRatio, rotationPolicy, metadata },
    brandDomain: brand.name,
    people: people.map(({ localPart, displayName }) => ({ localPart, displayName })),
    profile: wish.warmupProfile,
    maxSpendCents: wish.maxSpendPerMonth ? toCents(wish.maxSpendPerMonth) : null,
  }
}
