import { setTimeout as sleep } from 'node:timers/promises'
import { type DnsRecord, hasEnded } from '../drive/shapes.ts'
import type { PublishedRecords } from '../drive/world.ts'
import type { House } from './start-house.ts'

const patienceMs = 60_000

/** Does what a customer with DNS of his own does: publishes whatever `dns.get` lists, until the operation has ended. */
export async function publishAsTold({ api, world }: House, domainId: string, operationId: string): Promise<void> {
  const { name } = await api.domain(domainId)
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline && !hasEnded(await api.operation(operationId))) {
    const { records } = await api.dns(domainId)
    await world.publish(name, setsOf(records))
    await sleep(300)
  }
}

function setsOf(records: DnsRecord[]): PublishedRecords[] {
  const sets = new Map<string, PublishedRecords>()
  for (const { name, type, wanted } of records) {
    const key = `${type} ${name}`
    sets.set(key, { name, type, values: [...(sets.get(key)?.values ?? []), wanted] })
  }
  return [...sets.values()]
}
