import type { PurchaseKind, Registration } from '@coldframe/db'

/** What everything costs from one day on. Amounts are in cents, of one currency. */
export interface PriceList {
  /** The day from whose start (UTC) it counts. */
  version: string
  currency: string
  /** Charged to the account, for each active domain and month: all that Coldframe does, and all that it buys. */
  domainPerMonthCents: number
  /** What Coldframe reckons with for a year of a name; the first class that lists its top-level domain counts. */
  registrationPerYear: readonly { tlds: readonly string[]; cents: number }[]
  otherRegistrationPerYearCents: number
  /** What a mailbox licence costs Coldframe for a month, without a longer commitment. */
  licencePerMonthCents: number
}

/** Until when a price that was told holds. */
export const QUOTE_HOURS = 24

/**
 * Oldest first. A list is added at least `QUOTE_HOURS` before its day, so that no quote is broken by it, and is never changed.
 * Registrations are upper figures of a class at Amazon Route 53, not the invoice; licences are Exchange Online (Plan 1) at
 * 4.00 a month and Microsoft's 20 % for a commitment of one month.
 */
export const priceLists: readonly PriceList[] = [
  {
    version: '2026-11-01',
    currency: 'USD',
    domainPerMonthCents: 50_00,
    registrationPerYear: [
      { tlds: ['com', 'net', 'org'], cents: 17_00 },
      { tlds: ['ai', 'io'], cents: 140_00 },
    ],
    otherRegistrationPerYearCents: 60_00,
    licencePerMonthCents: 4_80,
  },
]

/** The list that counts at a time, and when the next one takes its place. Before the first one's day the first one counts. */
export function priceListAt(time: Date, lists = priceLists): { list: PriceList; until: Date | null } {
  const next = lists.findIndex((list, index) => index > 0 && startOf(list) > time)
  const list = lists.at(next === -1 ? -1 : next - 1)
  if (!list) throw new Error('There is no price list')
  const following = next === -1 ? undefined : lists[next]
  return { list, until: following ? startOf(following) : null }
}

const startOf = ({ version }: PriceList) => new Date(`${version}T00:00:00Z`)

/** One line of a price. */
export interface PriceItem {
  kind: 'flat_price' | PurchaseKind
  quantity: number
  unitAmountCents: number
  amountCents: number
  recurs: 'once' | 'monthly' | 'yearly'
}
export type PurchaseItem = PriceItem & { kind: PurchaseKind }

/** What an order comes to in its first month. */
export interface Price {
  items: PriceItem[]
  /** What the account is charged. */
  chargedCents: number
  /** What Coldframe buys outside for it. */
  purchasedCents: number
  /** Both: what limits on spending are compared with. */
  totalCents: number
  currency: string
  priceListVersion: string
}

/** A domain as it is priced; its name in ASCII. */
export interface PricedDomain {
  name: string
  registration: Registration
  mailboxes: number
}

export function priceDomain(list: PriceList, { name, registration, mailboxes }: PricedDomain): Price {
  return toPrice(list, [
    item('flat_price', 1, list.domainPerMonthCents, 'monthly'),
    ...(registration === 'register' ? [priceRegistration(list, name)] : []),
    priceLicences(list, mailboxes),
  ])
}

/** Mailboxes that are added later are part of the flat price; licences for them are bought all the same. */
export const priceMailboxes = (list: PriceList, licences: number): Price =>
  toPrice(list, licences > 0 ? [priceLicences(list, licences)] : [])

/** How many licences mailboxes need that are added to `existing` ones: those that were paid for and lie idle come first. */
export const licencesToBuy = (added: number, existing: number, paidFor: number): number =>
  Math.min(added, Math.max(0, existing + added - paidFor))

export function priceRegistration(list: PriceList, name: string): PurchaseItem {
  const tld = name.slice(name.lastIndexOf('.') + 1)
  const known = list.registrationPerYear.find(({ tlds }) => tlds.includes(tld))
  return item('registration', 1, known?.cents ?? list.otherRegistrationPerYearCents, 'yearly')
}

export const priceLicences = (list: PriceList, quantity: number): PurchaseItem =>
  item('licences', quantity, list.licencePerMonthCents, 'monthly')

const item = <Kind extends PriceItem['kind']>(
  kind: Kind,
  quantity: number,
  unitAmountCents: number,
  recurs: PriceItem['recurs'],
) => ({ kind, quantity, unitAmountCents, amountCents: quantity * unitAmountCents, recurs })

function toPrice({ currency, version }: PriceList, items: PriceItem[]): Price {
  const sum = (counted: PriceItem[]) => counted.reduce((total, { amountCents }) => total + amountCents, 0)
  const chargedCents = sum(items.filter(({ kind }) => kind === 'flat_price'))
  const totalCents = sum(items)
  const purchasedCents = totalCents - chargedCents
  return { items, chargedCents, purchasedCents, totalCents, currency, priceListVersion: version }
}
