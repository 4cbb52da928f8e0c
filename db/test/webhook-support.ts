import type { AttemptResult, ClaimedDelivery, ClaimRequest, Db, Owner } from '../src/index.ts'
import { sampleEvents } from './support.ts'

export const claim = (db: Db, more: Partial<ClaimRequest> = {}) =>
  db.webhookDeliveries.claim({ limit: 200, perEndpoint: 50, leaseMs: 60_000, inFlight: new Map(), closed: [], ...more })

export const emit = (db: Db, owner: Owner, count: number) =>
  db.transaction((tx) => tx.events.append(owner, sampleEvents(count)))

export function resultOf(
  delivery: ClaimedDelivery,
  next: AttemptResult['next'],
  startedAt = new Date(),
): AttemptResult {
  const { deliveryId, round, owner, endpointId, attempts, url } = delivery
  const isGood = next.status === 'succeeded'
  return {
    ...{ deliveryId, round, owner, endpointId, next },
    attempt: {
      ...{ number: attempts + 1, startedAt, durationMs: 1, request: { url, headers: {} }, response: null },
      ...{ code: isGood ? null : 'timeout', message: null },
    },
  }
}

export const statusesOf = async (db: Db, owner: Owner, endpointId: string) =>
  (await db.webhookDeliveries.list(owner, endpointId, {}, { limit: 100 })).rows.map(({ status }) => status).sort()
