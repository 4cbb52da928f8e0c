import { readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { type Document, type Endpoint, endpointsOf, folder, readDocument } from './document.ts'
import { printResources } from './print-resources.ts'

const json = (name: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } })
const parameter = (name: string, place: string, required = false) => ({ name, in: place, required })

const endpoint = (operationId: string, more: Partial<Endpoint>): Endpoint => ({
  method: '',
  path: '',
  operationId,
  summary: 'Do it',
  description: 'Do it.\n\nCarefully */.',
  deprecated: false,
  parameters: [],
  responses: { 200: { content: json('Thing') } },
  ...more,
})

function print(method: string, url: string, operation: Endpoint): string {
  const ThingList = { properties: { data: { items: { $ref: '#/components/schemas/Thing' } } } }
  const schemas = { Thing: {}, Progress: {}, ThingList }
  const document: Document = {
    info: { version: '1' },
    paths: { [url]: { [method]: operation } },
    components: { schemas },
  }
  return printResources(document)
}

t.test('path parameters, body and query come by position, then options', async (t) => {
  const text = print(
    'post',
    '/v1/things/{id}/parts/{partId}',
    endpoint('things.parts.make', {
      parameters: [parameter('id', 'path', true), parameter('partId', 'path', true), parameter('dry', 'query')],
      requestBody: { required: true, content: json('NewThing') },
      responses: { 201: { content: json('Thing') }, 202: { content: json('Progress') } },
    }),
  )
  t.match(text, /things: \{\s+parts: \{/)
  t.ok(
    text.includes(
      "make: (id: string, partId: string, body: Models.NewThing, query?: Query<'things.parts.make'>, options?: PostOptions) =>",
    ),
  )
  t.ok(
    text.includes(
      "call<Models.Thing | Models.Progress>('POST', '/v1/things/{id}/parts/{partId}', { path: { id, partId }, body, query, options }),",
    ),
  )
  t.match(text, / \* Do it\.\n +\*\n +\* Carefully \*\\\/\.\n/)
})

t.test('lists, streams, changes, bytes, text and nothing are known by the document', async (t) => {
  const list = endpoint('things.list', {
    parameters: [parameter('cursor', 'query')],
    responses: { 200: { content: json('ThingList') } },
  })
  t.match(print('get', '/v1/things', list), "list<Models.Thing>('/v1/things', { query, options })")
  const example = 'event: progress\ndata: {}\n\nevent: end\ndata: {}\n\n'
  const stream = (content: Endpoint['responses'][string]['content'][string]) =>
    endpoint('things.events', { responses: { 200: { content: { 'text/event-stream': content } } } })
  t.match(
    print('get', '/v1/things/events', stream({ example })),
    'events: (options?: StreamOptions) =>\n      stream<Models.Progress>(',
  )
  t.match(
    print('get', '/v1/things/events', stream({ schema: { $ref: '#/components/schemas/Thing' } })),
    'stream<Models.Thing>(',
  )
  t.match(print('get', '/v1/things/events', stream({ example: 'event: domain.ready\n' })), 'stream<ColdframeEvent>(')
  const change = endpoint('things.update', { parameters: [parameter('If-Match', 'header')] })
  t.match(print('patch', '/v1/things', change), 'update: (options?: ChangeOptions) =>')
  const upload = endpoint('bounces.create', {
    requestBody: { required: false, content: { 'message/rfc822': {} } },
    responses: { 204: { content: {} } },
  })
  t.match(
    print('post', '/v1/bounces', upload),
    "create: (body?: string | Uint8Array | ArrayBuffer | Blob, options?: PostOptions) =>\n      call<undefined>('POST', '/v1/bounces', { body, contentType: 'message/rfc822', options })",
  )
  const csv = endpoint('exports.read', { responses: { 200: { content: { 'text/csv': {} } } } })
  t.match(print('get', '/v1/exports', csv), 'call<string>(')
})

t.test('no operation lies below another', async (t) => {
  const document = { ...readDocument(), paths: { '/a': { get: endpoint('a.b', {}), post: endpoint('a.b.c', {}) } } }
  t.throws(() => printResources(document), /a\.b\.c lies below another operation/)
})

t.test('what is kept is what would be printed, and has every operation', async (t) => {
  const document = readDocument()
  const kept = readFileSync(path.join(folder, 'src/generated/resources.ts'), 'utf8')
  t.equal(kept, printResources(document))
  t.equal(kept.match(/(call|list|stream)<.*>\('/g)?.length, endpointsOf(document).length)
})
