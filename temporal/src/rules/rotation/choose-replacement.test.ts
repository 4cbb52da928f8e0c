import { domainHealths, domainStatuses, providers, residencies } from '@coldframe/db'
import t from 'tap'
import { createDraws } from '../warmup/random.ts'
import { type Candidate, chooseReplacement, faultOfReplacement } from './choose-replacement.ts'

const old: Candidate = {
  id: 'dom_old',
  provider: 'microsoft365',
  residency: 'eu',
  brandDomain: 'acme.com',
  status: 'active',
  health: 'worn',
  readyAt: new Date('2026-01-01'),
  mailboxCount: 10,
}
const spare: Candidate = { ...old, id: 'dom_spare', health: 'healthy' }

t.test('a warm, healthy spare of the same kind has no fault', async (t) => {
  t.equal(faultOfReplacement(old, spare, false), null)
})

t.test('each difference has a fault of its own, named or not', async (t) => {
  const faults: [Partial<Candidate>, string][] = [
    [{ id: old.id }, 'replacement_is_same'],
    [{ provider: 'smtp_relay' }, 'replacement_provider_differs'],
    [{ residency: 'ch' }, 'replacement_residency_differs'],
    [{ brandDomain: null }, 'replacement_brand_differs'],
    [{ readyAt: null }, 'replacement_not_ready'],
    [{ status: 'retiring' }, 'replacement_not_ready'],
    [{ health: 'worn' }, 'replacement_unfit'],
    [{ health: 'burned' }, 'replacement_unfit'],
  ]
  for (const [change, fault] of faults)
    for (const isNamed of [true, false])
      t.equal(faultOfReplacement(old, { ...spare, ...change }, isNamed), fault, `${JSON.stringify(change)} ${isNamed}`)
})

t.test('what a person names may still warm up or be watched; what nobody looked at may not', async (t) => {
  for (const change of [{ status: 'warming' }, { health: 'watch' }] as const) {
    t.equal(faultOfReplacement(old, { ...spare, ...change }, true), null)
    t.equal(faultOfReplacement(old, { ...spare, ...change }, false), 'replacement_not_warm')
  }
  t.equal(faultOfReplacement(old, { ...spare, health: 'unknown' }, false), null, 'no data after a whole warmup')
  t.equal(faultOfReplacement(old, { ...spare, health: 'unknown', status: 'warming' }, false), 'replacement_not_warm')
})

t.test('most places first, then a proven one, then the smallest, then the oldest', async (t) => {
  const chosen = (...spares: Partial<Candidate>[]) =>
    chooseReplacement(
      old,
      spares.map((change, index) => ({ ...spare, id: `dom_${index}`, ...change })),
    )?.id
  t.equal(chosen({ mailboxCount: 8 }, { mailboxCount: 10, health: 'unknown' }), 'dom_1')
  t.equal(chosen({ health: 'unknown' }, {}), 'dom_1')
  t.equal(chosen({ mailboxCount: 20 }, { mailboxCount: 12 }), 'dom_1')
  t.equal(chosen({}, {}), 'dom_0')
  t.equal(chosen({ health: 'burned' }, { status: 'warming' }), undefined)
})

t.test(
  'of a thousand sets of spares none is chosen that has a fault, and one is chosen where one has none',
  async (t) => {
    const { next: random, pick } = createDraws('spares')
    const wrong: unknown[] = []
    for (let round = 0; round < 1_000; round++) {
      const spares = Array.from(
        { length: Math.floor(random() * 6) },
        (_, index): Candidate => ({
          id: pick([`dom_${index}`, old.id]),
          provider: pick(providers),
          residency: pick(residencies),
          brandDomain: pick([null, 'acme.com']),
          status: pick(domainStatuses),
          health: pick(domainHealths),
          readyAt: pick([null, new Date()]),
          mailboxCount: Math.floor(random() * 100),
        }),
      )
      const chosen = chooseReplacement(old, spares)
      const good = spares.filter((candidate) => faultOfReplacement(old, candidate, false) === null)
      if (chosen ? !good.includes(chosen) : good.length > 0) wrong.push(spares)
    }
    t.same(wrong, [])
  },
)
