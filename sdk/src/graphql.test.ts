import t from 'tap'
import { errorOf, start } from './client-fixture.ts'
import { json } from './core/scripted-server-fixture.ts'
import { GraphqlError } from './graphql.ts'

t.test('a query brings its data, and takes its variables along', async (t) => {
  const { client, seen } = await start(t, [json(200, { data: { domain: { name: 'getacme.com' } } })])
  const data = await client.graphql<{ domain: { name: string } }>('query ($id: ID!) { domain(id: $id) { name } }', {
    id: 'dom_1',
  })
  t.equal(data.domain.name, 'getacme.com')
  t.match(seen[0], { method: 'POST', url: '/graphql', body: /"variables":{"id":"dom_1"}/ })
})

t.test('an error within the answer is thrown, with what could be answered', async (t) => {
  const fault = {
    message: 'There is no domain.',
    path: ['domain'],
    extensions: { code: 'domain_not_found', status: 404 },
  }
  const { client } = await start(t, [json(200, { data: { domain: null, me: 1 }, errors: [fault] })])
  const error = await errorOf(client.graphql('{ domain { name } me }'))
  t.ok(error instanceof GraphqlError)
  t.match(error, { code: 'domain_not_found', status: 404, message: fault.message, faults: [fault], data: { me: 1 } })
})
