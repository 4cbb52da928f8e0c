import type { NewFleet, Owner, Repositories } from '@coldframe/db'
import { priceListAt } from '@coldframe/temporal'
import { type FleetPrice, fleetCosts, priceFleet } from '@coldframe/temporal/fleet'
import { errors } from '../../errors.ts'

type PricedFleet = Pick<NewFleet, 'provider' | 'profile' | 'people' | 'dailySendTarget' | 'maxSpendCents'>

/** What keeping it takes, of a fleet of which nothing was seen yet. */
export function priceWish({ provider, profile, people, dailySendTarget, maxSpendCents }: PricedFleet, at: Date) {
  const { list } = priceListAt(at)
  const price = priceFleet({
    targetPerDay: dailySendTarget,
    kind: { provider, profile, mailboxesPerDomain: people.length },
    seen: { losses: 0, domainDays: 0 },
    ...fleetCosts(list, people.length),
    ceilingCents: maxSpendCents,
  })
  if (!price) throw errors.fleetTooLarge()
  return { price, currency: list.currency }
}

/** A target that neither its own ceiling nor the account's can ever pay for is refused. */
export async function checkAffordable(
  tx: Repositories,
  owner: Owner,
  fleet: PricedFleet,
  at: Date,
): Promise<FleetPrice> {
  const account = await tx.accounts.get(owner, owner.accountId)
  const ceilings = [fleet.maxSpendCents, account?.spendCeilingCents ?? null].filter((cents) => cents !== null)
  const maxSpendCents = ceilings.length === 0 ? null : Math.min(...ceilings)
  const { price, currency } = priceWish({ ...fleet, maxSpendCents }, at)
  if (account && account.currency !== currency) throw errors.currencyMismatch(account.currency, currency)
  if (maxSpendCents !== null && price.lackingCents > 0) throw errors.fleetUnaffordable(price, maxSpendCents, currency)
  return price
}
