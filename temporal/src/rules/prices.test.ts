import t from 'tap'
import {
  licencesToBuy,
  type PriceList,
  priceDomain,
  priceListAt,
  priceLists,
  priceMailboxes,
  priceRegistration,
} from './prices.ts'

const list: PriceList = {
  version: '2026-11-01',
  currency: 'USD',
  domainPerMonthCents: 5000,
  registrationPerYear: [{ tlds: ['com'], cents: 1700 }],
  otherRegistrationPerYearCents: 6000,
  licencePerMonthCents: 480,
}

t.test('a domain costs the account its flat price, and us a registration and a licence a mailbox', async (t) => {
  t.same(priceDomain(list, { name: 'acme.com', registration: 'register', mailboxes: 10 }), {
    items: [
      { kind: 'flat_price', quantity: 1, unitAmountCents: 5000, amountCents: 5000, recurs: 'monthly' },
      { kind: 'registration', quantity: 1, unitAmountCents: 1700, amountCents: 1700, recurs: 'yearly' },
      { kind: 'licences', quantity: 10, unitAmountCents: 480, amountCents: 4800, recurs: 'monthly' },
    ],
    chargedCents: 5000,
    purchasedCents: 6500,
    totalCents: 11_500,
    currency: 'USD',
    priceListVersion: '2026-11-01',
  })
})

t.test('a domain that is there already is not registered', async (t) => {
  const { items, totalCents } = priceDomain(list, { name: 'acme.com', registration: 'existing', mailboxes: 1 })
  t.same(
    items.map(({ kind }) => kind),
    ['flat_price', 'licences'],
  )
  t.equal(totalCents, 5480)
})

t.test('the last label decides the class of a registration', async (t) => {
  t.equal(priceRegistration(list, 'acme.com').amountCents, 1700)
  t.equal(priceRegistration(list, 'acme.co.uk').amountCents, 6000)
  t.equal(priceRegistration(list, 'com.xn--p1ai').amountCents, 6000)
})

t.test('mailboxes that are added cost the account nothing, and us a licence each', async (t) => {
  t.match(priceMailboxes(list, 3), { chargedCents: 0, purchasedCents: 1440, totalCents: 1440 })
  t.match(priceMailboxes(list, 0), { items: [], totalCents: 0 })
})

t.test('licences that lie idle are used before others are bought', async (t) => {
  t.equal(licencesToBuy(2, 10, 10), 2)
  t.equal(licencesToBuy(2, 8, 10), 0)
  t.equal(licencesToBuy(2, 9, 10), 1)
  t.equal(licencesToBuy(2, 12, 10), 2, 'those that an open order buys are not counted again')
})

t.test('a list counts from the start of its day until the next one', async (t) => {
  const lists = [list, { ...list, version: '2027-01-01' }, { ...list, version: '2027-02-01' }]
  const at = (time: string) => {
    const found = priceListAt(new Date(time), lists)
    return [found.list.version, found.until?.toISOString() ?? null]
  }
  t.same(at('2020-01-01T00:00:00Z'), ['2026-11-01', '2027-01-01T00:00:00.000Z'])
  t.same(at('2026-12-31T23:59:59.999Z'), ['2026-11-01', '2027-01-01T00:00:00.000Z'])
  t.same(at('2027-01-01T00:00:00Z'), ['2027-01-01', '2027-02-01T00:00:00.000Z'])
  t.same(at('2030-01-01T00:00:00Z'), ['2027-02-01', null])
})

t.test('the lists in force are in order, and in whole cents', async (t) => {
  const versions = priceLists.map(({ version }) => version)
  t.same(versions, versions.toSorted())
  for (const { registrationPerYear, ...prices } of priceLists) {
    const cents = [
      prices.domainPerMonthCents,
      prices.otherRegistrationPerYearCents,
      prices.licencePerMonthCents,
      ...registrationPerYear.map((entry) => entry.cents),
    ]
    for (const amount of cents) t.ok(Number.isSafeInteger(amount) && amount > 0)
  }
})
