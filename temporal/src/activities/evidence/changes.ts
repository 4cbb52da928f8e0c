import type { Domain, NewEvent, NewObservation, Observation } from '@coldframe/db'
import { driftOf, type PurposeStatus } from '../../rules/evidence/dns-drift.ts'
import { domainEvent } from '../events.ts'

type Listed = Extract<NewObservation, { kind: 'blocklist' }>

/** What lists took in or let go since they were last known to answer. */
export function blocklistEvents(
  domain: Domain,
  before: Observation<'blocklist'>[],
  observations: NewObservation[],
): NewEvent[] {
  const known = new Map(before.map((one) => [one.subject, one.data]))
  return observations.flatMap((now) => {
    if (now.kind !== 'blocklist') return []
    const last = known.get(now.subject)
    const wasListed = last?.state === 'listed'
    if (now.data.state === 'listed' && !wasListed) return listEvent('blocklist.listed', domain, now, now.data.target)
    if (now.data.state === 'clear' && wasListed) return listEvent('blocklist.cleared', domain, now, last.target)
    return []
  })
}

function listEvent(
  type: 'blocklist.listed' | 'blocklist.cleared',
  domain: Domain,
  { subject, data, observedAt }: Listed,
  target: string | null,
): NewEvent {
  return {
    type,
    subjectId: domain.id,
    data: {
      domainId: domain.id,
      domainName: domain.name,
      list: subject,
      object: data.object,
      target: target ?? domain.name,
      code: type === 'blocklist.listed' ? data.code : null,
      reason: type === 'blocklist.listed' ? data.text : null,
      observedAt: observedAt.toISOString(),
    },
  }
}

export function dnsEvents(domain: Domain, before: Observation<'dns'>[], purposes: PurposeStatus[]): NewEvent[] {
  const known = new Map(before.map(({ subject, data }) => [subject, data.status]))
  const { drifted, restored } = driftOf(known, purposes)
  return [
    ...(drifted.length > 0 ? [domainEvent('domain.dns_drifted', domain, { dns: drifted })] : []),
    ...(restored.length > 0 ? [domainEvent('domain.dns_restored', domain, { dns: restored })] : []),
  ]
}
