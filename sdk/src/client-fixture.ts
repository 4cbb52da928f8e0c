import type { Test } from 'tap'
import { assemble } from './client.ts'
import { createTestClock } from './core/clock-fixture.ts'
import { json, type Reply, startServer } from './core/scripted-server-fixture.ts'
import type { ColdframeOptions } from './options.ts'

/** A client, and the server that it speaks to. */
export async function start(t: Test, replies: [Reply, ...Reply[]], options: ColdframeOptions = {}) {
  const server = await startServer(t, replies)
  const clock = createTestClock()
  const client = assemble({ apiKey: 'cf_test_secret', baseUrl: server.baseUrl, ...options }, clock)
  return { ...server, client, clock }
}

export const order = {
  name: 'getacme.com',
  provider: 'microsoft365',
  mailboxCount: 1,
  registration: 'register',
  dns: 'managed',
} as const

export const ordered = json(202, { id: 'dom_1', operationId: 'op_1' }, { etag: '"1"' })

/** What a promise is rejected with. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('It was not refused')
}
