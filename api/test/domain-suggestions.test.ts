import t from 'tap'
import { caller, countRows, orderOf, startApi } from './support.ts'

const api = await startApi(t)

async function newCaller() {
  const { key } = await api.newAccount()
  return caller({ app: api.app, key })
}
type Caller = Awaited<ReturnType<typeof newCaller>>

async function suggest(call: Caller, body: object): Promise<string[]> {
  const answer = await call('POST', '/v1/domain-suggestions', { body })
  return (answer.body.suggestions as { name: string }[]).map(({ name }) => name)
}

t.test('suggests variants of a brand with their price, and keeps nothing', async (t) => {
  const call = await newCaller()
  const before = await countRows(api)
  const { status, body } = await call('POST', '/v1/domain-suggestions', {
    body: { brandDomain: 'www.northwind.com', tlds: ['io'] },
  })
  t.equal(status, 200)
  t.equal(body.suggestions.length, 10)
  for (const { name, availability, registrationPerYear } of body.suggestions) {
    t.equal(availability, 'likely')
    t.match(name, /northwind.*\.io$/)
    t.same(registrationPerYear, { amount: '140.00', currency: 'USD' })
  }
  t.same(await countRows(api), before)
})

t.test('the same question gets the same names, until the account orders one of them, for whatever brand', async (t) => {
  const call = await newCaller()
  const wish = { brandDomain: 'fabrikam.com', count: 50, tlds: ['com'] }
  const names = await suggest(call, wish)
  t.same(await suggest(call, wish), names)
  const [first = '', second = ''] = names
  t.equal((await call('POST', '/v1/domains', { body: orderOf(first, { brandDomain: 'fabrikam.com' }) })).status, 202)
  t.equal((await call('POST', '/v1/domains', { body: orderOf(second) })).status, 202)
  t.same(await suggest(call, wish), names.slice(2))
})

t.test('a name that somebody holds is left out, and one of which DNS tells nothing is unknown', async (t) => {
  const call = await newCaller()
  const wish = { brandDomain: 'tailspin.com', count: 5, tlds: ['com'] }
  const [held = '', silent = '', ...others] = await suggest(call, { ...wish, count: 7 })
  api.lookup.answer = {
    ...api.lookup.answer,
    async findNameservers(name) {
      if (name === silent) throw new Error('SERVFAIL')
      return name === held ? ['ns1.example'] : []
    },
  }
  const { body } = await call('POST', '/v1/domain-suggestions', { body: wish })
  t.same(
    body.suggestions.map((one: { name: string; availability: string }) => `${one.name} ${one.availability}`),
    [`${silent} unknown`, ...others.slice(0, 4).map((name) => `${name} likely`)],
  )
})

t.test('a burned name is not suggested again, though its holder let it go', async (t) => {
  const call = await newCaller()
  const wish = { brandDomain: 'litware.com', count: 50, tlds: ['com'] }
  const [first = ''] = await suggest(call, wish)
  const { body } = await call('POST', '/v1/domains', { body: orderOf(first, { brandDomain: 'litware.com' }) })
  await api.sql.query("update domains set status = 'retired', health = 'burned', released_at = now() where id = $1", [
    body.id,
  ])
  t.notOk((await suggest(call, wish)).includes(first))
  t.ok((await suggest(await newCaller(), wish)).includes(first), 'another account never had it')
})

t.test('what is no brand and no top-level domain is refused by name', async (t) => {
  const call = await newCaller()
  const refused = async (body: object) => (await call('POST', '/v1/domain-suggestions', { body })).body
  t.match(await refused({}), { status: 422, errors: [{ path: 'brandDomain', code: 'required' }] })
  t.match(await refused({ brandDomain: 'acme.test' }), { errors: [{ code: 'domain_name_reserved' }] })
  t.match(await refused({ brandDomain: 'acme.com', tlds: ['com', 'nosuch'] }), {
    errors: [{ path: 'tlds.1', code: 'domain_name_tld_unknown' }],
  })
  t.match(await refused({ brandDomain: 'acme.com', count: 51 }), { errors: [{ path: 'count', code: 'too_big' }] })
})
