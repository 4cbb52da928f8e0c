import t from 'tap'
import { profileNames, resolveProfile, warmupProfiles } from './profiles.ts'
import { dailyCapOf } from './provider-caps.ts'

t.test('each profile is usable as it is, with each provider', async (t) => {
  for (const profile of profileNames) {
    for (const provider of ['microsoft365', 'google_workspace', 'smtp_relay'] as const) {
      t.hasStrict(resolveProfile({ profile }, dailyCapOf(provider, true)), { profile: warmupProfiles[profile] })
    }
  }
})

t.test("own numbers take the place of the profile's", async (t) => {
  const resolved = resolveProfile({ profile: 'fast', send: { start: 98, step: 5, cap: 100 } }, 100)
  t.match(resolved, {
    profile: { send: { fromDay: 5, start: 98, step: 5, cap: 100 }, warmup: warmupProfiles.fast.warmup },
  })
})

t.test('a profile that does not exist is refused with those that do', async (t) => {
  t.strictSame(resolveProfile({ profile: 'turbo' }, 100), { fault: { code: 'profile_unknown', known: profileNames } })
  t.match(resolveProfile({ profile: 'constructor' }, 100), { fault: { code: 'profile_unknown' } })
})

t.test('a limit above the cap of the provider is refused, and the cap is named', async (t) => {
  t.strictSame(resolveProfile({ send: { cap: 101 } }, 100), {
    fault: { code: 'limit_above_cap', path: 'send.cap', cap: 100 },
  })
  t.match(resolveProfile({ warmup: { start: 101, cap: 101 } }, 100), { fault: { path: 'warmup.cap', cap: 100 } })
})

t.test('nobody asked for a number of the profile that is above the cap: it is lowered', async (t) => {
  t.match(resolveProfile({ profile: 'fast' }, 10), { profile: { send: { cap: 10 }, warmup: { cap: 10 } } })
})

t.test('numbers that are none are refused by name', async (t) => {
  const refused = (choice: Parameters<typeof resolveProfile>[0], path: string) =>
    t.strictSame(resolveProfile(choice, 1_000), { fault: { code: 'number_invalid', path } })
  refused({ send: { step: -1 } }, 'send.step')
  refused({ send: { fromDay: 0 } }, 'send.fromDay')
  refused({ warmup: { start: 2.5 } }, 'warmup.start')
  refused({ warmup: { start: 30, cap: 20 } }, 'warmup.start')
  refused({ domain: { cap: Number.NaN } }, 'domain.cap')
  refused({ replyRate: 1.1 }, 'replyRate')
  refused({ weekendShare: -0.1 }, 'weekendShare')
})
