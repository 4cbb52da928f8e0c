import { z } from 'zod'
import { type recordPurposes, recordStatuses } from './enums.ts'

/** What can be observed of a domain. Each kind has data of its own; `unknown` is what could not be learned, which is neither good nor bad. */

/** One blocklist. Subject: its name. */
const BlocklistData = z.object({
  state: z.enum(['listed', 'clear', 'unknown']),
  object: z.enum(['domain', 'ip']),
  /** The domain or the address that was asked for; of several, the one that is listed. Null where there is none to ask for. */
  target: z.string().nullable(),
  /** As the list answered. */
  code: z.string().nullable(),
  /** What the code means, or why nothing is known. */
  text: z.string().nullable(),
})

/** The records of one purpose, the worst of them. Subject: the purpose. */
const DnsData = z.object({ status: z.enum(recordStatuses) })

const share = z.number().min(0).max(1)

/** Google Postmaster Tools. Subject: `gmail`. `no_data`: too little mail for Google to tell, which is not the same as good. */
const PostmasterData = z.object({
  state: z.enum(['known', 'no_data', 'unknown']),
  text: z.string().nullable(),
  /** The day that the numbers are of; Google is some days late. */
  day: z.iso.date().nullable(),
  spamRate: share.nullable(),
  authentication: z.object({ spf: share.nullable(), dkim: share.nullable(), dmarc: share.nullable() }),
  /** Delivery errors by Google's reason, such as `low_domain_reputation`, as a share of all mail. */
  errors: z.record(z.string(), share),
})

/** Microsoft SNDS. Subject: an address. */
const SndsData = z.object({
  state: z.enum(['known', 'no_data', 'unknown']),
  text: z.string().nullable(),
  /** `green`: less than 10 % was spam, `red`: more than 90 %. */
  filterResult: z.enum(['green', 'yellow', 'red']).nullable(),
  /** As Microsoft writes it: `< 0.1%`. */
  complaintRate: z.string().nullable(),
  messages: z.int().min(0).nullable(),
  trapHits: z.int().min(0).nullable(),
})

/** Reports of failed delivery in the domain's own mailboxes. Subject: `mailboxes`. */
const ReportsData = z.object({
  state: z.enum(['read', 'unknown']),
  text: z.string().nullable(),
  /** Reports up to then have been read, in real time. */
  readUntil: z.iso.datetime().nullable(),
  /** By the last look. */
  read: z.int().min(0),
  /** Bounces, on this day. */
  counted: z.int().min(0),
})

export const observationData = {
  blocklist: BlocklistData,
  dns: DnsData,
  postmaster: PostmasterData,
  snds: SndsData,
  reports: ReportsData,
} as const
export type ObservationKind = keyof typeof observationData
export type ObservationData<Kind extends ObservationKind> = z.output<(typeof observationData)[Kind]>

export type NewObservation = {
  [Kind in ObservationKind]: {
    kind: Kind
    subject: Kind extends 'dns' ? (typeof recordPurposes)[number] : string
    data: ObservationData<Kind>
    observedAt: Date
  }
}[ObservationKind]

export interface Observation<Kind extends ObservationKind> {
  domainId: string
  day: string
  subject: string
  data: ObservationData<Kind>
  observedAt: Date
}
