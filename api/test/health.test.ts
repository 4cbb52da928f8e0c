import { judge, newVerdictState } from '@coldframe/temporal/verdict'
import t from 'tap'
import { addReadyDomain } from './fixture.ts'
import { graphqlCaller } from './graphql-support.ts'
import { caller, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)
const ask = graphqlCaller(api)
const { db, owner } = api

const wordDay = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
const firstDay = 20_500

/** Days of neutral mail, `spam` of 40 messages each, judged in their order and kept as the worker keeps them. */
async function addJudgedDomain(name: string, spamByDay: number[]) {
  const { domain } = await addReadyDomain(api, owner, name)
  let state = newVerdictState()
  for (const [index, spam] of spamByDay.entries()) {
    const day = firstDay + index
    const judgement = judge(state, { day, warmup: [{ provider: 'gmail', inbox: 40 - spam, spam }] })
    const { verdict, basis } = judgement
    const { health: previousHealth, cause: previousCause } = basis.before
    const about = { domainId: domain.id, day: wordDay(day), verdict }
    await db.verdicts.keep(owner, { ...about, state: judgement.state, before: basis.before })
    if (verdict.health !== previousHealth || verdict.cause !== previousCause)
      await db.verdicts.addChange(owner, { ...about, ...verdict, day: about.day, previousHealth, basis })
    await db.domains.update(owner, domain.id, { health: verdict.health })
    state = judgement.state
  }
  return domain.id
}

const broken = await addJudgedDomain('health1.com', [...Array(20).fill(2), ...Array(5).fill(36)])
const { domain: fresh } = await addReadyDomain(api, owner, 'health2.com')

t.test('the health of a domain says why, with the numbers', async (t) => {
  const { body } = await call('GET', `/v1/domains/${broken}/health`)
  t.match(body, { domainId: broken, health: 'burned', cause: 'domain', day: wordDay(firstDay + 24) })
  const [finding] = body.findings.filter(({ family }: { family: string }) => family === 'placement')
  t.ok(finding.lower > finding.threshold)
  t.match(finding.explanation, /neutral messages to gmail/)
})

t.test('before the first verdict it is unknown, and nothing was found', async (t) => {
  const { body } = await call('GET', `/v1/domains/${fresh.id}/health`)
  t.match(body, { health: 'unknown', cause: null, day: null, judgedAt: null })
  t.same(body.findings, [])
})

t.test('its history has each change, newest first', async (t) => {
  const { body } = await call('GET', `/v1/domains/${broken}/health/history`)
  const told = body.data.map(({ verdict }: { verdict: { health: string } }) => verdict.health)
  t.equal(told[0], 'burned')
  t.equal(told.at(-1), 'healthy')
  for (const [index, { verdict }] of body.data.entries())
    t.equal(verdict.previousHealth, told[index + 1] ?? 'unknown', 'each begins where the one before it ended')
})

t.test('it is drawn as a picture', async (t) => {
  const { status, headers, body } = await call('GET', `/v1/domains/${broken}/health.svg`)
  t.equal(status, 200)
  t.equal(headers['content-type'], 'image/svg+xml; charset=utf-8')
  t.match(body, /^<svg .*<title id="title">health1\.com<\/title>/s)
  t.match(body, /<desc id="desc">Unknown from .*, healthy from .*burned \(domain\) from 2026-.*<\/desc>/)
  const points = /<polyline points="([^"]*)"/.exec(String(body))?.[1] ?? ''
  t.equal(points.split(' ').length, 25, 'a point for each day with neutral mail')
})

t.test('a picture of what was never judged shows days of which nothing is known', async (t) => {
  const { status, body } = await call('GET', `/v1/domains/${fresh.id}/health.svg`)
  t.equal(status, 200)
  t.match(body, /<desc id="desc">Unknown from /)
})

t.test('the picture of a domain that is not there is a problem in JSON', async (t) => {
  const { status, headers, body } = await call('GET', '/v1/domains/dom_01jd8k5f9q4rwxyzabcdefghk4/health.svg')
  t.equal(status, 404)
  t.match(headers['content-type'], /^application\/problem\+json/)
  t.equal(body.code, 'domain_not_found')
})

t.test('GraphQL leads from domains to their verdicts', async (t) => {
  const query = '{ domains(first: 10) { nodes { id health verdict { health cause findings { explanation } } } } }'
  const { body } = await ask({ query })
  t.equal(body.errors, undefined)
  const nodes = new Map(body.data.domains.nodes.map((node: { id: string }) => [node.id, node]))
  t.match(nodes.get(broken), { verdict: { health: 'BURNED', cause: 'DOMAIN' } })
  t.same(nodes.get(fresh.id), {
    ...Object(nodes.get(fresh.id)),
    verdict: { health: 'UNKNOWN', cause: null, findings: [] },
  })
})
