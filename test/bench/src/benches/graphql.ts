import { parseArgs } from 'node:util'
import pg from 'pg'
import { fillMailboxes } from '../api/fill-mailboxes.ts'
import { type Load, load } from '../api/load.ts'
import { figure, median } from '../harness/figure.ts'
import type { Run } from '../harness/run-named.ts'
import { withInstance } from '../harness/with-instance.ts'

const connections = 10
const seconds = 5
const rounds = 3
/** As long as a page of REST, to a twentieth. */
const TOLERANCE = 0.05

/** Far above what is measured: the limits are counted, and never reached. */
const environment = { RATE_LIMIT: '100000000' }

const query = `query Mailboxes($first: Int) {
  mailboxes(first: $first) {
    nodes {
      id address displayName status dailySendLimit createdAt readyAt
      domain { id name status health provider residency dns readyAt metadata }
    }
    pageInfo { hasNextPage endCursor }
  }
}`

/** What a page with what belongs to it costs through GraphQL, over a page of as many bytes through REST. */
export const graphql: Run = ({ args, say, signal }) => {
  parseArgs({ args })
  return withInstance({ delays: 'zero', say, signal, environment }, async ({ databaseUrl, baseUrl, testKey, kill }) => {
    await fill(databaseUrl)
    kill('worker', 'SIGSTOP')
    try {
      const body = JSON.stringify({ query, variables: { first: 100 } })
      const rest = { url: `${baseUrl}/v1/mailboxes?limit=100`, key: testKey, connections, seconds }
      const ours = { url: `${baseUrl}/graphql`, key: testKey, connections, seconds, nextBody: () => body }
      const bytes = await expectSameLength(rest.url, ours.url, body, testKey)
      say(`a page has ${bytes.rest} bytes through REST, ${bytes.graphql} through GraphQL`)
      const ratios: number[] = []
      for (let round = 0; round <= rounds; round++) {
        const theirs = await load(rest)
        const mine = await load(ours)
        say(`${describe('GraphQL', mine)}; ${describe('REST', theirs)}`)
        // The first round warms both up.
        if (round > 0) ratios.push(mine.perSecond / theirs.perSecond)
      }
      return { name: 'graphql', figures: [figure('page_rate_to_rest', median(ratios), 'ratio', { atLeast: 0.4 })] }
    } finally {
      kill('worker', 'SIGCONT')
    }
  })
}

/** Mailboxes of a page are scattered over domains: each leads to another one. */
async function fill(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query('select id from accounts order by created_at limit 1')
    await fillMailboxes(client, rows[0].id, 100_000)
    await client.query(`update mailboxes set created_at = now() - random() * interval '1 year'`)
    await client.query('vacuum analyze mailboxes')
  } finally {
    await client.end()
  }
}

async function expectSameLength(restUrl: string, url: string, body: string, key: string) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const rest = (await (await fetch(restUrl, { headers })).text()).length
  const text = await (await fetch(url, { method: 'POST', headers, body })).text()
  if (JSON.parse(text).errors) throw new Error(`GraphQL answered ${text.slice(0, 1_000)}`)
  if (Math.abs(text.length / rest - 1) > TOLERANCE)
    throw new Error(`GraphQL sends ${text.length} characters, REST ${rest}`)
  return { rest, graphql: text.length }
}

const describe = (name: string, { perSecond, medianMs, p99Ms }: Load) =>
  `${name} ${perSecond.toFixed(0)}/s, median ${medianMs} ms, p99 ${p99Ms} ms`
