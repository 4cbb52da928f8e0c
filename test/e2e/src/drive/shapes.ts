import { z } from 'zod'

/** The parts of the API's answers that are looked at from outside; what is more is let through. */
const time = z.iso.datetime().nullable()

export const Step = z.object({
  name: z.string(),
  status: z.string(),
  attempts: z.number(),
  startedAt: time,
  finishedAt: time,
  message: z.string().nullable(),
})

export const Operation = z.object({
  id: z.string(),
  kind: z.string(),
  domainId: z.string(),
  status: z.string(),
  message: z.string().nullable(),
  remains: z.array(z.string()),
  progress: z.number(),
  steps: z.array(Step),
  createdAt: z.iso.datetime(),
  finishedAt: time,
})
export type Operation = z.output<typeof Operation>

export const hasEnded = ({ status }: Operation) => ['succeeded', 'failed', 'cancelled'].includes(status)

export const Domain = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  statusReason: z.string().nullable(),
  tenantId: z.string().nullable(),
  operationId: z.string().nullable(),
  mailboxCount: z.number(),
  readyAt: time,
  retiredAt: time,
})
export type Domain = z.output<typeof Domain>

/** What a call answers that started work. */
export const Started = z.object({ operationId: z.string() })
export const OrderedDomain = Domain.extend(Started.shape)

export const Mailbox = z.object({
  id: z.string(),
  domainId: z.string(),
  address: z.string(),
  displayName: z.string(),
  status: z.string(),
  readyAt: time,
})
export type Mailbox = z.output<typeof Mailbox>

export const MailboxResults = Started.extend({
  results: z.array(
    z.object({ localPart: z.string(), mailbox: Mailbox.nullable(), error: z.object({ code: z.string() }).nullable() }),
  ),
})

export const DnsRecord = z.object({
  purpose: z.string(),
  type: z.enum(['MX', 'TXT', 'CNAME']),
  name: z.string(),
  wanted: z.string(),
  observed: z.array(z.string()),
  status: z.string(),
  owner: z.string(),
})
export type DnsRecord = z.output<typeof DnsRecord>

export const Proof = z.object({
  mailboxId: z.string(),
  spf: z.string().nullable(),
  dkim: z.string().nullable(),
  dmarc: z.string().nullable(),
  authenticationResults: z.string().nullable(),
})

export const Dns = z.object({
  domainId: z.string(),
  status: z.string(),
  nameservers: z.array(z.string()),
  records: z.array(DnsRecord),
  spf: z.object({ lookups: z.number(), voidLookups: z.number(), limit: z.number() }).nullable(),
  proof: Proof.nullable(),
})

export const Tenant = z.object({
  id: z.string(),
  domainId: z.string(),
  externalId: z.string(),
  country: z.string(),
  mailRegion: z.string().nullable(),
})

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() })

export const Problem = z.looseObject({ status: z.number(), title: z.string(), code: z.string() })
