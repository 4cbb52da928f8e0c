import t from 'tap'
import { caller, startApi } from './support.ts'

const call = caller({ ...(await startApi(t)), key: '' })

t.test('the page is whole in itself: what it names is served, and nothing comes from another host', async (t) => {
  const page = await call('GET', '/graphiql', { key: null })
  t.equal(page.status, 200)
  t.match(page.headers['content-type'], /^text\/html/)
  t.match(page.headers['content-security-policy'], /default-src 'self'/)
  const named = [...String(page.body).matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '')
  const paths = named.filter((name) => !name.startsWith('data:'))
  t.equal(paths.length, 6)
  for (const path of paths) {
    t.match(path, /^\/graphiql\//)
    const file = await call('GET', path, { key: null })
    t.equal(file.status, 200, path)
    t.match(file.headers['content-type'], path.endsWith('.css') ? /^text\/css/ : /^text\/javascript/)
    t.ok(String(file.body).length > 20, path)
  }
})

t.test('the modules of its client of subscriptions load each other', async (t) => {
  const { body: script } = await call('GET', '/graphiql/page.js', { key: null })
  const open = [...String(script).matchAll(/from '([^']+)'/g)].map((match) => match[1] ?? '')
  const seen = new Set<string>()
  for (let path = open.pop(); path; path = open.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    const { status, body } = await call('GET', path, { key: null })
    t.equal(status, 200, path)
    for (const [, next = ''] of String(body).matchAll(/^(?:import|export) .* from '(\.[^']+)'/gm))
      open.push(new URL(next, `http://x${path}`).pathname)
  }
  t.ok(seen.size >= 2)
})

t.test('nothing else is served beside it', async (t) => {
  for (const path of [
    '/graphiql/../page.html',
    '/graphiql/graphiql.ts',
    '/graphiql/graphql-ws/client.cjs',
    '/graphiql/x',
  ])
    t.equal((await call('GET', path, { key: null })).status, 404, path)
  t.equal((await call('POST', '/graphiql', { key: null })).status, 405)
})
