import t from 'tap'
import { errorOf, start } from '../client-fixture.ts'
import { InvalidAnswerError } from '../errors.ts'
import { json, problem } from './scripted-server-fixture.ts'

const page = (ids: string[], nextCursor: string | null) => json(200, { data: ids.map((id) => ({ id })), nextCursor })
/** The one in the middle is empty, and not the last. */
const pages = [page(['a', 'b'], 'one'), page([], 'two'), page(['c'], null)] as const

t.test('a walk goes through all pages, over empty ones, with what was asked at first', async (t) => {
  const { client, seen } = await start(t, [...pages])
  const ids: string[] = []
  for await (const { id } of client.mailboxes.list({ domainId: 'dom_1', limit: 2 }, { account: 'acct_1' })) ids.push(id)
  t.same(ids, ['a', 'b', 'c'])
  t.same(
    seen.map(({ url }) => url),
    ['', '&cursor=one', '&cursor=two'].map((end) => `/v1/mailboxes?domainId=dom_1&limit=2${end}`),
  )
  t.ok(seen.every(({ headers }) => headers['coldframe-account'] === 'acct_1'))
})

t.test('a page leads to the next, and may be walked from', async (t) => {
  const { client } = await start(t, [...pages])
  const first = await client.mailboxes.list()
  t.same([first.data.length, first.nextCursor], [2, 'one'])
  const second = await first.nextPage()
  t.same([second?.data.length, second?.nextCursor], [0, 'two'])
  const ids: string[] = []
  if (second) for await (const { id } of second) ids.push(id)
  t.same(ids, ['c'])
  const last = await start(t, [page(['z'], null)])
  t.equal(await (await last.client.mailboxes.list()).nextPage(), null)
})

t.test('a walk may go page by page, and ends where it is left', async (t) => {
  const { client, seen } = await start(t, [...pages])
  const sizes: number[] = []
  for await (const { data } of client.mailboxes.list().pages()) {
    sizes.push(data.length)
    if (sizes.length === 2) break
  }
  t.same(sizes, [2, 0])
  t.equal(seen.length, 2)
})

t.test('an error ends a walk; what is no page is told', async (t) => {
  const { client } = await start(t, [pages[0], problem(403, 'scope_missing')])
  const ids: string[] = []
  const walk = async () => {
    for await (const { id } of client.mailboxes.list()) ids.push(id)
  }
  await t.rejects(walk(), { name: 'PermissionDeniedError' })
  t.same(ids, ['a', 'b'])
  const other = await start(t, [json(200, { hello: 'portal' })])
  t.ok((await errorOf(other.client.mailboxes.list())) instanceof InvalidAnswerError)
})
