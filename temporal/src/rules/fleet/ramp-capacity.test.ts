import t from 'tap'
import { profileNames } from '../warmup/profiles.ts'
import { capacityOn, type DomainKind, fullCapacity, leadDays, PROVISION_DAYS, rampDays } from './ramp-capacity.ts'

const kind: DomainKind = { provider: 'microsoft365', profile: 'standard', mailboxesPerDomain: 10 }

t.test('ten mailboxes of the standard profile begin on day 8 and end at 300 a day on day 35', async (t) => {
  t.equal(capacityOn(kind, 0), 0)
  t.equal(capacityOn(kind, 7), 0)
  t.equal(capacityOn(kind, 8), 30)
  t.equal(fullCapacity(kind), 300)
  t.equal(rampDays(kind), 35)
  t.equal(leadDays(kind), PROVISION_DAYS + 35)
})

t.test('a capacity never falls as the ramp goes on, whatever the kind', async (t) => {
  for (const profile of profileNames) {
    for (const mailboxesPerDomain of [1, 10, 100]) {
      for (const provider of ['microsoft365', 'google_workspace', 'smtp_relay'] as const) {
        const own = { provider, profile, mailboxesPerDomain }
        const days = Array.from({ length: 150 }, (_, day) => capacityOn(own, day))
        const fall = days.findIndex((sends, day) => day > 0 && sends < (days[day - 1] ?? 0))
        t.equal(fall, -1, `${provider} ${profile} ${mailboxesPerDomain}`)
        t.ok(fullCapacity(own) > 0)
      }
    }
  }
})

t.test("a hundred mailboxes are held back by their domain's ramp, and are full later than ten", async (t) => {
  const hundred = { ...kind, mailboxesPerDomain: 100 }
  t.ok(capacityOn(hundred, 35) < 10 * capacityOn(kind, 35))
  t.equal(fullCapacity(hundred), 10 * fullCapacity(kind))
  t.ok(rampDays(hundred) > rampDays(kind))
})
