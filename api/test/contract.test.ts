import t, { type Test } from 'tap'
import { z } from 'zod'
import { scopes } from '../src/auth/scopes.ts'
import { errorCatalogue } from '../src/error-catalogue.ts'
import { errorsOf } from '../src/openapi/responses.ts'
import type { Operation } from '../src/operation.ts'
import { operations } from '../src/operations.ts'
import { Problem } from '../src/rest/problem.ts'
import { createGoodRequests, payloadOf, type Request } from './good-requests.ts'
import { type Answer, caller, countRows, startApi } from './support.ts'

/** Every operation keeps the same promises, whatever it does. */

const api = await startApi(t)
const call = caller(api)
const stranger = await api.newAccount()

const good = createGoodRequests(api, api.owner)

const send = (operation: Operation, request: Request, key: string | null = api.key, query = '') =>
  call(operation.rest.method, operation.rest.path.replace('{id}', request.id ?? '') + query, {
    key,
    ...payloadOf(operation, request),
    isStream: operation.kind === 'stream',
  })

/** Objects that refuse fields which the schema does not name, all the way down. */
function strict(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape).map(([name, field]) => [
      name,
      strict(z.custom<z.ZodType>().parse(field)),
    ])
    return z.strictObject(Object.fromEntries(shape))
  }
  if (schema instanceof z.ZodArray) return z.array(strict(z.custom<z.ZodType>().parse(schema.element)))
  if (schema instanceof z.ZodUnion)
    return z.union(schema.options.map((option) => strict(z.custom<z.ZodType>().parse(option))))
  if (schema instanceof z.ZodNullable) return strict(z.custom<z.ZodType>().parse(schema.unwrap())).nullable()
  return schema
}

const statusesOf = (operation: Operation) => errorsOf(operation).map((code) => errorCatalogue[code].status)

function checkProblem(t: Test, answer: Answer, status: number, code: string) {
  t.equal(answer.status, status)
  t.match(answer.headers['content-type'], /^application\/problem\+json/)
  t.match(strict(Problem).parse(answer.body), { status, code, requestId: answer.headers['x-request-id'] })
}

t.test('every operation has a request in this test, and an id of its own', async (t) => {
  t.same(Object.keys(good).sort(), operations.map(({ id }) => id).sort())
})

t.test('no two operations share a route or a GraphQL field', async (t) => {
  t.equal(new Set(operations.map(({ rest }) => `${rest.method} ${rest.path}`)).size, operations.length)
  t.equal(new Set(operations.map(({ graphql }) => JSON.stringify(graphql))).size, operations.length)
})

t.test('what changes something has an entry for the audit log, what only reads has none', async (t) => {
  // A POST for the length of its question only.
  const onlyReckons = ['quotes.create', 'domainSuggestions.create', 'suppressionChecks.create']
  for (const { id, rest, audit } of operations)
    t.equal(audit === null, rest.method === 'GET' || onlyReckons.includes(id), id)
})

for (const operation of operations) {
  t.test(operation.id, async (t) => {
    const make = good[operation.id]
    if (!make) return
    const request = await make()
    const before = await countRows(api)

    await t.test('answers 401 without a key', async (t) => {
      checkProblem(t, await send(operation, request, null), 401, 'api_key_missing')
    })

    await t.test('answers 403 to a key with every scope but its own', async (t) => {
      const others = scopes.filter((scope) => scope !== operation.scope)
      const answer = await send(operation, request, await api.newKey(api.owner, others))
      checkProblem(t, answer, 403, 'scope_missing')
      t.ok(answer.body.detail.includes(operation.scope))
    })

    if (operation.params) {
      await t.test("answers another account's id as one that does not exist", async (t) => {
        const foreign = await send(operation, request, stranger.key)
        const missing = await send(operation, { ...request, id: 'dom_01jd8k5f9q4rwxyzabcdefghjk' }, stranger.key)
        checkProblem(t, foreign, 404, missing.body.code)
        t.ok(statusesOf(operation).includes(404))
        t.same(words(foreign, request.id), words(missing, 'dom_01jd8k5f9q4rwxyzabcdefghjk'))
      })

      await t.test('answers an id of the other mode as one that does not exist', async (t) => {
        const live = await api.newKey({ ...api.owner, livemode: true })
        t.equal((await send(operation, request, live)).status, 404)
      })
    }

    await t.test('refuses fields that it does not know, by name', async (t) => {
      const inQuery = await send(operation, request, api.key, '?colour=red')
      checkProblem(t, inQuery, 422, 'validation_failed')
      t.match(inQuery.body.errors, [{ path: 'colour', code: 'unknown_field' }])
      if (operation.rest.method === 'GET') return
      if (operation.upload) {
        checkProblem(t, await send(operation, { body: { colour: 'red' } }), 415, 'unsupported_media_type')
        return
      }
      const inBody = await send(operation, { ...request, body: { ...Object(request.body), colour: 'red' } })
      checkProblem(t, inBody, 422, 'validation_failed')
      t.match(inBody.body.errors, [{ path: 'colour', code: 'unknown_field' }])
    })

    await t.test('changed nothing so far', async (t) => {
      const { api_keys: _, ...rows } = await countRows(api)
      const { api_keys: __, ...rowsBefore } = before
      t.same(rows, rowsBefore)
    })

    await t.test('answers what it describes, and no field more', async (t) => {
      const answer = await send(operation, request)
      t.ok(
        [operation.rest.status, operation.rest.startedStatus].includes(z.literal([200, 201, 202]).parse(answer.status)),
      )
      const { rows } = await api.sql.query('select action, operation, key_id from audit_log where request_id = $1', [
        answer.headers['x-request-id'],
      ])
      t.match(rows, operation.audit ? [{ action: operation.audit, operation: operation.id, key_id: /^key_/ }] : [])
      t.equal(rows.length, operation.audit ? 1 : 0)
      const { file } = operation.rest
      const given = file ? { [file.field]: answer.body } : answer.body
      if (operation.kind === 'call') t.doesNotThrow(() => strict(operation.output).parse(given))
      if (operation.rest.etag) t.equal(answer.headers.etag, `"${answer.body.version}"`)
      if (operation.rest.location)
        t.equal(answer.headers.location, operation.rest.location.replace('{id}', answer.body.id))
    })
  })
}

const words = ({ body: { requestId: _, ...body } }: Answer, id = '') => JSON.stringify(body).replaceAll(id, '…')
