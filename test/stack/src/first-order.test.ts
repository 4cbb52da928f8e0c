import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import t from 'tap'
import { createApiClient } from './api-client.ts'
import { showFirstOrder } from './first-order.ts'
import { createScreen } from './screen.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void
type Routes = Record<string, Answer>
type Teardown = { teardown(end: () => unknown): void }

const json =
  (body: unknown, status = 200): Answer =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

const step = (name: string, status: string) => ({ name, status, startedAt: null, finishedAt: null, message: null })
const operation = (status: string, ...steps: object[]) => ({
  id: 'op_1',
  domainId: 'dom_1',
  status,
  message: null,
  steps,
})
const running = operation('running', step('register_domain', 'running'), step('verify_dns', 'pending'))
const succeeded = operation('succeeded', step('register_domain', 'succeeded'), step('verify_dns', 'succeeded'))
const domain = { id: 'dom_1', name: 'getacme-x.com', status: 'provisioning' }

/** Answers by "METHOD /path"; a query is not looked at. */
async function serve(t: Teardown, routes: Routes) {
  const server = createServer((request, response) => {
    const route = routes[`${request.method} ${request.url?.replace(/\?.*/, '')}`]
    if (route) route(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const { signal } = new AbortController()
  const lines: string[] = []
  const client = createApiClient(`http://127.0.0.1:${port}`, 'cf_test_1', signal)
  const context = {
    client,
    screen: createScreen({ write: () => {} }),
    say: (line: string) => void lines.push(line),
    signal,
  }
  return { context, lines }
}

t.test('the order is placed and each change of a step is told once', async (t) => {
  let ordered = ''
  const { context, lines } = await serve(t, {
    'GET /v1/domains': json({ data: [], nextCursor: null }),
    'POST /v1/domains': (request, response) => {
      request.on('data', (chunk) => {
        ordered += chunk
      })
      request.on('end', () => json({ ...domain, operationId: 'op_1' }, 202)(request, response))
    },
    'GET /v1/operations/op_1': json(running),
    'GET /v1/operations/op_1/events': (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(`data: ${JSON.stringify(running)}\n\ndata: ${JSON.stringify(succeeded)}\n\n`)
    },
  })
  const result = await showFirstOrder(context)
  t.equal(result.operation?.status, 'succeeded')
  t.match(JSON.parse(ordered), {
    name: /^getacme-\w{4}\.com$/,
    mailboxCount: 10,
    brandDomain: 'acme.com',
    dns: 'managed',
  })
  t.match(lines[0], /^ordered getacme-/)
  t.same(lines.slice(1, -1), ['… register_domain running', '✓ register_domain succeeded', '✓ verify_dns succeeded'])
})

t.test('a broken stream is taken up by asking', async (t) => {
  const states = [running, succeeded]
  const { context } = await serve(t, {
    'GET /v1/domains': json({ data: [domain] }),
    'GET /v1/operations': json({ data: [running] }),
    'GET /v1/operations/op_1': (request, response) => json(states.shift())(request, response),
    'GET /v1/operations/op_1/events': (_, response) => void response.destroy(),
  })
  t.equal((await showFirstOrder(context)).operation?.status, 'succeeded')
})

t.test('with a domain that is ready nothing is ordered', async (t) => {
  const { context, lines } = await serve(t, {
    'GET /v1/domains': json({ data: [{ ...domain, status: 'warming' }] }),
    'GET /v1/operations': json({ data: [succeeded] }),
  })
  t.equal((await showFirstOrder(context)).operation, null)
  t.same(lines, ['getacme-x.com is here from an earlier start: warming'])
})

t.test('a domain that is retired, or about to be, is passed over for one that is there', async (t) => {
  const others = ['retiring', 'retired', 'cancelled', 'failed'].map((status, index) => ({
    id: `dom_${index + 2}`,
    name: `gone${index}.com`,
    status,
  }))
  const { context, lines } = await serve(t, {
    'GET /v1/domains': json({ data: [...others, { ...domain, status: 'active' }] }),
    'GET /v1/operations': json({ data: [{ ...running, domainId: 'dom_2' }] }),
  })
  t.equal((await showFirstOrder(context)).domain.id, 'dom_1')
  t.same(lines, ['getacme-x.com is here from an earlier start: active'])
})

t.test('a refused order is told with its reasons', async (t) => {
  const errors = [{ path: 'name', code: 'invalid', message: 'is a public suffix' }]
  const problem = { type: 'x', title: 'Invalid request', status: 422, detail: 'No.', code: 'invalid_request', errors }
  const { context } = await serve(t, {
    'GET /v1/domains': json({ data: [] }),
    'POST /v1/domains': json(problem, 422),
  })
  await t.rejects(showFirstOrder(context), {
    message: 'POST /v1/domains answered 422: Invalid request: No.: name: is a public suffix',
  })
})
