import { isIP } from 'node:net'
import { dayOf, daysBefore, type Look } from './look.ts'

/** Those who send most; a tenant's mail leaves by many addresses, and each costs three questions a list. */
const MOST_ADDRESSES = 3
const SENDING_DAYS = 7
const MOST_SOURCES = 200

/** By reports of receivers, in real time: what passed DMARC was ours. */
export async function sendingAddresses({
  db,
  owner,
  domain,
}: Pick<Look, 'db' | 'owner' | 'domain'>): Promise<string[]> {
  const now = new Date()
  const days = { from: daysBefore(now, SENDING_DAYS), to: dayOf(now) }
  const sources = await db.dmarcReports.sources(owner, domain.id, days, MOST_SOURCES)
  const messages = new Map<string, number>()
  for (const { sourceIp, passed } of sources)
    if (passed > 0 && isIP(sourceIp) !== 0) messages.set(sourceIp, (messages.get(sourceIp) ?? 0) + passed)
  const byMessages = [...messages].sort(([, one], [, other]) => other - one)
  return byMessages.slice(0, MOST_ADDRESSES).map(([address]) => address)
}
