import { monotonicFactory } from 'ulid'

const prefixes = {
  account: 'acct',
  apiKey: 'key',
  domain: 'dom',
  tenant: 'ten',
  mailbox: 'mbx',
  operation: 'op',
  dnsRecord: 'rec',
  effect: 'eff',
  event: 'evt',
  credential: 'cred',
  auditEntry: 'aud',
  reservation: 'rsv',
  purchase: 'pur',
  webhookEndpoint: 'whe',
  delivery: 'dlv',
  attempt: 'att',
  dmarcReport: 'dmr',
  rotation: 'rot',
  fleet: 'flt',
  verdictChange: 'vrd',
  suppression: 'sup',
} as const
export type IdKind = keyof typeof prefixes

const nextUlid = monotonicFactory()

/** A new id such as `dom_01jd…`: prefix, then a lower-case ULID, so that ids sort by time. */
export function newId(kind: IdKind): string {
  return `${prefixes[kind]}_${nextUlid().toLowerCase()}`
}
