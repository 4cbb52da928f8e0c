import type { Document, Endpoint, Schema } from './document.ts'

/** A method of a resource: path parameters, body and query by position, then options. */
export function printEndpoint(endpoint: Endpoint, document: Document): string {
  const { operationId, path, method } = endpoint
  const name = operationId.split('.').at(-1)
  const parts = readParts(endpoint)
  const { kind, type } = answerOf(endpoint, document)
  const asked = printAsked(parts)
  const args = kind === 'call' ? `'${method}', '${path}', ${asked}` : `'${path}', ${asked}`
  return `${printDoc(endpoint)}\n${name}: (${printParameters(endpoint, parts, kind)}) =>\n  ${kind}<${type}>(${args}),`
}

interface Parts {
  ids: string[]
  body: { type: string; isRequired: boolean; contentType: string } | null
  query: { isRequired: boolean } | null
}

function readParts({ operationId, parameters, requestBody }: Endpoint): Parts {
  const query = parameters.filter((parameter) => parameter.in === 'query')
  return {
    ids: parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name),
    body: requestBody ? bodyOf(operationId, requestBody) : null,
    query: query.length > 0 ? { isRequired: query.some(({ required }) => required) } : null,
  }
}

function bodyOf(operationId: string, { content, required }: NonNullable<Endpoint['requestBody']>): Parts['body'] {
  const [entry] = Object.entries(content)
  if (!entry) throw new Error(`${operationId} has a body of no type`)
  const [contentType, { schema }] = entry
  const type = contentType === 'application/json' ? typeOf(schema) : 'string | Uint8Array | ArrayBuffer | Blob'
  return { type, isRequired: required, contentType }
}

const typeOf = (schema: Schema | undefined): string => (schema?.$ref ? `Models.${nameOf(schema.$ref)}` : 'unknown')

const nameOf = (reference: string) => reference.split('/').at(-1) ?? ''

interface AnswerType {
  kind: 'call' | 'list' | 'stream'
  type: string
}

function answerOf({ operationId, responses, parameters }: Endpoint, document: Document): AnswerType {
  const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'))
  const contents = successes.map(([, { content }]) => content)
  const stream = contents.map((content) => content['text/event-stream']).find((found) => found)
  if (stream) return { kind: 'stream', type: streamTypeOf(stream, document) }
  const schemas = contents.map((content) => content['application/json']?.schema)
  const hasText = contents.some((content) =>
    Object.keys(content).some((type) => /^(?:text\/|image\/svg\+xml$)/.test(type)),
  )
  const types = new Set(
    contents.map((content, index) => (Object.keys(content).length === 0 ? 'undefined' : typeOf(schemas[index]))),
  )
  if (hasText) types.add('string').delete('unknown')
  const isList = parameters.some(({ name }) => name === 'cursor')
  const type = [...types].join(' | ')
  return isList ? { kind: 'list', type: itemOf(operationId, schemas, document) } : { kind: 'call', type }
}

function itemOf(operationId: string, schemas: (Schema | undefined)[], { components }: Document): string {
  const page = schemas.map((schema) => components.schemas[nameOf(schema?.$ref ?? '')]).find((found) => found)
  const item = page?.properties?.data?.items?.$ref
  if (!item) throw new Error(`${operationId} has a cursor, and no page of named things`)
  return `Models.${nameOf(item)}`
}

/** OpenAPI 3.1 has no words for the events of a stream: their schema, or else the example names what each of them is. */
function streamTypeOf({ schema, example }: { schema?: Schema; example?: string }, { components }: Document): string {
  if (schema?.$ref) return typeOf(schema)
  const event = /^event: (\w+)$/m.exec(example ?? '')?.[1] ?? ''
  const name = event.charAt(0).toUpperCase() + event.slice(1)
  if (Object.hasOwn(components.schemas, name)) return `Models.${name}`
  return /^event: \w+\.\w+$/m.test(example ?? '') ? 'ColdframeEvent' : 'unknown'
}

function printParameters(
  { operationId, parameters, method }: Endpoint,
  { ids, body, query }: Parts,
  kind: string,
): string {
  const isHeader = (name: string) =>
    parameters.some((parameter) => parameter.in === 'header' && parameter.name === name)
  const changes = isHeader('If-Match') ? 'ChangeOptions' : 'CallOptions'
  const options = kind === 'stream' ? 'StreamOptions' : method === 'POST' ? 'PostOptions' : changes
  return [
    ...ids.map((id) => `${id}: string`),
    ...(body ? [`body${body.isRequired ? '' : '?'}: ${body.type}`] : []),
    ...(query ? [`query${query.isRequired ? '' : '?'}: Query<'${operationId}'>`] : []),
    `options?: ${options}`,
  ].join(', ')
}

function printAsked({ ids, body, query }: Parts): string {
  const parts = [
    ...(ids.length > 0 ? [`path: { ${ids.join(', ')} }`] : []),
    ...(body ? ['body'] : []),
    ...(body && body.contentType !== 'application/json' ? [`contentType: '${body.contentType}'`] : []),
    ...(query ? ['query'] : []),
    'options',
  ]
  return `{ ${parts.join(', ')} }`
}

function printDoc({ summary, description, deprecated, method, path }: Endpoint): string {
  const repeats = description.startsWith(`${summary}.\n\n`)
  const text = repeats ? description : `${summary}.\n\n${description}`
  const lines = `${text}\n\n${method} ${path}${deprecated ? '\n\n@deprecated' : ''}`
    .replaceAll('*/', '*\\/')
    .split('\n')
  return ['/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */'].join('\n')
}
