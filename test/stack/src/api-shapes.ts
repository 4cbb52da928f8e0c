import { z } from 'zod'

/** The parts of the API's answers that the first order shows. */
const time = z.iso.datetime({ offset: true }).nullish()

export const Step = z.object({
  name: z.string(),
  status: z.string(),
  startedAt: time,
  finishedAt: time,
  message: z.string().nullish(),
})
export type Step = z.output<typeof Step>

export const Operation = z.object({
  id: z.string(),
  status: z.string(),
  domainId: z.string().nullish(),
  message: z.string().nullish(),
  steps: z.array(Step),
})
export type Operation = z.output<typeof Operation>

export const Domain = z.object({ id: z.string(), name: z.string(), status: z.string() })
export type Domain = z.output<typeof Domain>
export const OrderedDomain = Domain.extend({ operationId: z.string() })

export const DnsStatus = z.object({
  status: z.string(),
  records: z.array(z.object({ purpose: z.string(), type: z.string(), name: z.string(), status: z.string() })),
  proof: z.object({ authenticationResults: z.string().nullish() }).nullish(),
})
export type DnsStatus = z.output<typeof DnsStatus>

export const Mailbox = z.object({ address: z.string(), displayName: z.string(), status: z.string() })
export type Mailbox = z.output<typeof Mailbox>

export const listOf = <Item extends z.ZodType>(item: Item) => z.object({ data: z.array(item) })

export const Problem = z.object({
  title: z.string(),
  detail: z.string().nullish(),
  code: z.string().nullish(),
  errors: z.array(z.object({ path: z.unknown(), message: z.string() })).nullish(),
})
