import t from 'tap'
import { z } from 'zod'
import { errorCatalogue } from '../error-catalogue.ts'
import { operations } from '../operations.ts'
import { printOpenApi } from './openapi.ts'
import { errorsOf } from './responses.ts'

const Anything = z.looseObject({})
const Document = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ operationId: z.string(), responses: z.record(z.string(), Anything) })),
  ),
  components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({ description: z.string().optional() })) }),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
})

const text = JSON.stringify(printOpenApi(operations))
const document = Document.parse(JSON.parse(text))
const described = Object.values(document.paths).flatMap((methods) => Object.values(methods))
const references = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? ''))

const resolve = (reference: string) =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>((node, key) => Anything.safeParse(node).data?.[key], document)

t.test('every operation is there, once', async (t) => {
  t.same(described.map(({ operationId }) => operationId).sort(), operations.map(({ id }) => id).sort())
})

t.test('every reference leads somewhere, and every component is used', async (t) => {
  for (const reference of references) t.ok(resolve(reference), reference)
  for (const name of Object.keys(document.components.schemas))
    t.ok(references.has(`#/components/schemas/${name}`), name)
})

t.test('every status that an operation can answer is described', async (t) => {
  for (const operation of operations) {
    const responses = described.find(({ operationId }) => operationId === operation.id)?.responses ?? {}
    const statuses = errorsOf(operation).map((code) => String(errorCatalogue[code].status))
    const { status, startedStatus = status } = operation.rest
    const expected = new Set([...statuses, String(status), String(startedStatus)])
    t.same(Object.keys(responses).sort(), [...expected].sort(), operation.id)
  }
})

t.test('every operation tells its limits, and when to come back', async (t) => {
  const headersOf = (response: unknown) => Object.keys(z.object({ headers: Anything }).parse(response).headers)
  for (const { operationId, responses } of described) {
    t.match(headersOf(responses[429]).join(), /RateLimit-Policy,RateLimit,Retry-After/, operationId)
    t.ok(headersOf(responses[503]).includes('Retry-After'), operationId)
    for (const [status, response] of Object.entries(responses))
      if (status.startsWith('2')) t.ok(headersOf(response).includes('RateLimit'), `${operationId} ${status}`)
  }
})

t.test('every schema says what it is', async (t) => {
  for (const [name, schema] of Object.entries(document.components.schemas)) t.ok(schema.description, name)
})

t.test(
  'what may be null is so where it is used, not in the schema that has the name: generators stumble over that',
  async (t) => {
    const isNullable = (schema: unknown) =>
      /"type":"null"/.test(JSON.stringify(z.object({ anyOf: z.unknown() }).safeParse(schema).data ?? {}))
    for (const [name, schema] of Object.entries(document.components.schemas)) t.notOk(isNullable(schema), name)
  },
)

t.test('every tag in use is described', async (t) => {
  const used = new Set(operations.map(({ id }) => id.split('.')[0] ?? ''))
  t.same(document.tags.map(({ name }) => name).sort(), [...used].sort())
})

t.test('it is the same each time it is printed', async (t) => {
  t.equal(JSON.stringify(printOpenApi(operations)), text)
})
