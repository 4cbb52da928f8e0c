import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Create, Settled } from './rivals.ts'
import type { Trouble } from './troubles.ts'

export interface Trial {
  /** Idempotency keys of the requests that came, in order. */
  keys: (string | undefined)[]
  seconds: number
  /** Null while it still waited when nobody wanted to wait longer. */
  outcome: (Settled & { thrown?: unknown }) | null
}

/** Of each attempt. */
const ATTEMPT_TIMEOUT_MS = 1_500
/** Retries of all but one package are done in less. */
const PATIENCE_MS = 8_000

export async function tryTrouble({ first, after }: Trouble, create: Create): Promise<Trial> {
  const keys: (string | undefined)[] = []
  const server = createServer((request, response) => {
    const reply = keys.length === 0 ? first : after
    keys.push(request.headers['idempotency-key']?.toString())
    request.resume().on('end', () => reply(response))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  const startedAt = performance.now()
  const patience = new AbortController()
  const call = create(`http://127.0.0.1:${address.port}`, ATTEMPT_TIMEOUT_MS).catch((thrown: unknown) => ({ thrown }))
  const outcome = await Promise.race([call, sleep(PATIENCE_MS, null, { signal: patience.signal }).catch(() => null)])
  const seconds = (performance.now() - startedAt) / 1_000
  patience.abort()
  server.close()
  server.closeAllConnections()
  return { keys: [...keys], seconds, outcome }
}
