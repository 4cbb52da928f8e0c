import { type AttemptResult, type ClaimedDelivery, envelopeOf, type NextOfDelivery } from '@coldframe/db'
import { retryDeliveryMessage } from '../contracts.ts'
import { judge, type Outcome } from './outcome.ts'
import type { Sent, WebhookSender } from './sender.ts'

/** Where an attempt stands in its round: the first is the relay's, the others are those of a workflow. */
export type Place = 'first' | 'further' | 'last'

export interface Attempted {
  result: AttemptResult
  outcome: Outcome
}

export type MakeAttempt = (delivery: ClaimedDelivery, place: Place) => Promise<Attempted>

interface AttemptDeps {
  sender: Pick<WebhookSender, 'send'>
  /** Secrets to sign with, newest first. */
  secretsOf(delivery: ClaimedDelivery): Promise<string[]>
  onAttempt?: (attempted: Attempted) => void
}

/** Sends one delivery once and judges the answer; writes nothing. */
export function createAttempt({ sender, secretsOf, onAttempt = () => {} }: AttemptDeps): MakeAttempt {
  return async (delivery, place) => {
    const { event, url, livemode } = delivery
    const secrets = await secretsOf(delivery)
    if (secrets.length === 0) throw new Error(`${delivery.endpointId} has no secret`)
    const body = JSON.stringify(envelopeOf(event))
    const sent = await sender.send({ url, livemode, eventId: event.id, body, secrets })
    const outcome = judge(sent.result)
    const attempted = { result: toResult(delivery, sent, outcome, place), outcome }
    onAttempt(attempted)
    return attempted
  }
}

function toResult(delivery: ClaimedDelivery, sent: Sent, outcome: Outcome, place: Place): AttemptResult {
  const { deliveryId, round, owner, endpointId, attempts } = delivery
  const { result, ...told } = sent
  const response = 'status' in result ? result : null
  const { code, message } = outcome
  const attempt = { number: attempts + 1, ...told, response, code, message }
  return { deliveryId, round, owner, endpointId, attempt, next: nextOf(delivery, outcome, place) }
}

function nextOf({ owner, deliveryId, round }: ClaimedDelivery, outcome: Outcome, place: Place): NextOfDelivery {
  const { verdict, retryAfterMs } = outcome
  if (verdict === 'succeeded') return { status: 'succeeded' }
  if (verdict === 'gone') return { status: 'failed', disable: 'gone' }
  if (verdict === 'failed' || place === 'last') return { status: 'failed' }
  const isFirst = place === 'first'
  const startWorkflow = isFirst ? retryDeliveryMessage({ ...owner, deliveryId, round, retryAfterMs }) : null
  return { status: 'retrying', startWorkflow }
}
