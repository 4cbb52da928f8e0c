import type { NewObservation } from '@coldframe/db'
import t from 'tap'
import { addReadyDomain } from './fixture.ts'
import { caller, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)
const get = async (domainId: string) => (await call('GET', `/v1/domains/${domainId}/blocklists`)).body

const look = (list: string, state: 'listed' | 'clear' | 'unknown', code: string | null, text: string | null) => {
  const data = { state, object: 'domain' as const, target: 'acme.com', code, text }
  return { kind: 'blocklist', subject: list, data, observedAt: new Date() } satisfies NewObservation
}
const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

t.test('before the first look there is nothing, which is not the same as clear', async (t) => {
  const { domain } = await addReadyDomain(api, api.owner, 'lists1.com')
  t.same(await get(domain.id), { domainId: domain.id, lists: [] })
})

t.test('each list says what it answered last, and what it last really knew', async (t) => {
  const { domain } = await addReadyDomain(api, api.owner, 'lists2.com')
  const record = (days: number, rows: NewObservation[]) =>
    api.db.observations.record(api.owner, domain.id, dayBefore(days), rows)
  await record(3, [look('dbl', 'listed', '127.0.1.2', 'low reputation'), look('surbl', 'clear', null, null)])
  await record(1, [look('dbl', 'unknown', '127.255.255.254', 'The list refuses.'), look('surbl', 'clear', null, null)])
  t.match(await get(domain.id), {
    domainId: domain.id,
    lists: [
      {
        ...{ list: 'dbl', object: 'domain', state: 'unknown', target: 'acme.com', code: '127.255.255.254' },
        ...{ reason: 'The list refuses.', day: dayBefore(1), lastKnown: { state: 'listed', day: dayBefore(3) } },
      },
      { list: 'surbl', state: 'clear', code: null, reason: null, lastKnown: { state: 'clear', day: dayBefore(1) } },
    ],
  })
})

t.test('what was seen more than 92 days ago says nothing any more', async (t) => {
  const { domain } = await addReadyDomain(api, api.owner, 'lists3.com')
  await api.db.observations.record(api.owner, domain.id, dayBefore(100), [look('dbl', 'listed', '127.0.1.2', null)])
  t.same((await get(domain.id)).lists, [])
})
