import t from 'tap'
import { fullCapacity } from './ramp-capacity.ts'
import { type BookedDomain, seeDomain } from './see-domain.ts'

const kind = { provider: 'microsoft365', profile: 'standard', mailboxesPerDomain: 10 } as const
const full = fullCapacity(kind)
const domain = (change: Partial<BookedDomain> = {}): BookedDomain => ({
  status: 'active',
  health: 'healthy',
  isSpare: false,
  isReplaced: false,
  isSuccessor: false,
  rampDay: 90,
  mailboxes: 10,
  ...change,
})

t.test('what a domain is to its fleet', async (t) => {
  t.same(seeDomain(domain(), kind), { role: 'active', capacity: full })
  t.match(seeDomain(domain({ status: 'warming', rampDay: 10 }), kind), { role: 'ramping' })
  t.same(seeDomain(domain({ isSpare: true }), kind), { role: 'spare', capacity: full })
  t.same(seeDomain(domain({ status: 'resting' }), kind), { role: 'resting', capacity: 0 })
  for (const status of ['provisioning', 'action_required'] as const)
    t.same(seeDomain(domain({ status, rampDay: 0 }), kind), { role: 'provisioning', capacity: 0 })
  for (const status of ['retiring', 'retired', 'failed', 'cancelled'] as const)
    t.equal(seeDomain(domain({ status }), kind), null)
})

t.test('mailboxes that are not there send nothing, and more than were asked for do not count', async (t) => {
  t.same(seeDomain(domain({ mailboxes: 5 }), kind), { role: 'ramping', capacity: full / 2 })
  t.same(seeDomain(domain({ mailboxes: 20 }), kind), { role: 'active', capacity: full })
  t.same(seeDomain(domain({ mailboxes: 0 }), kind), { role: 'ramping', capacity: 0 })
})

t.test('of two that a rotation joins the successor alone counts', async (t) => {
  t.equal(seeDomain(domain({ health: 'burned', isReplaced: true }), kind), null)
  t.same(seeDomain(domain({ health: 'worn', isReplaced: true }), kind), { role: 'resting', capacity: 0 })
  t.same(seeDomain(domain({ isSpare: true, isSuccessor: true }), kind), { role: 'active', capacity: full })
  t.same(seeDomain(domain({ status: 'provisioning', isSuccessor: true }), kind), { role: 'provisioning', capacity: 0 })
})
