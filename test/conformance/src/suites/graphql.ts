import { parseArgs } from 'node:util'
import { figure, type Run, withInstance } from '@coldframe/bench'
import { auditServer } from 'graphql-http'

/** All that version 1.23 of the audits has: an update that brings more is to be seen. */
const AUDITS = 61

/** The GraphQL door by the audits of the GraphQL-over-HTTP specification. */
export const graphql: Run = ({ args, say, signal }) => {
  parseArgs({ args })
  return withInstance({ delays: 'zero', isDurable: false, say, signal }, async ({ baseUrl, testKey }) => {
    const withKey = (url: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers)
      headers.set('authorization', `Bearer ${testKey}`)
      return fetch(url, { ...init, headers })
    }
    const results = await auditServer({ url: `${baseUrl}/graphql`, fetchFn: withKey })
    const missed = results.flatMap((result) => (result.status === 'ok' ? [] : result))
    for (const { status, id, name, reason } of missed) console.error(`${status.toUpperCase()} ${id} ${name}: ${reason}`)
    const passed = results.length - missed.length
    say(`${passed} of ${results.length} audits passed`)
    return {
      name: 'graphql',
      figures: [figure('audits_passed', passed, 'audits', { exactly: AUDITS })],
      passed,
      failed: missed.length,
    }
  })
}
