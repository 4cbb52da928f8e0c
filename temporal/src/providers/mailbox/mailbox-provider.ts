import type { RecordPurpose, RecordType } from '@coldframe/db'
import type { WarmupCarrier } from '../../warmup/carriers/warmup-carrier.ts'

/** A DNS record that the provider asks for. Values come from the provider, never from the domain's name. */
export interface WantedRecord {
  purpose: RecordPurpose
  type: RecordType
  /** Fully qualified, lower case, without the final dot. */
  name: string
  /** Presentation form without quotes: `10 mx.example.net` for MX, the whole text for TXT, the target for CNAME. */
  value: string
  ttlSeconds: number
}

export interface TenantOrder {
  /** The vendor's idempotency value; the same on every retry of one order. */
  requestId: string
  /** First label of the tenant's initial domain, at most 27 letters and digits. */
  prefix: string
  organisationName: string
  residency: 'none' | 'eu' | 'ch'
}

export interface CreatedTenant {
  tenantId: string
  initialDomain: string
  /** ISO 3166-1 alpha-2; fixes where mail rests and can never be changed. */
  country: string
  /** Shown once by the vendor; null where the tenant was found again after a lost reply. */
  admin: { userName: string; password: string } | null
}

export interface Licences {
  subscriptionId: string
  orderId: string | null
  quantity: number
  status: string
  autoRenew: boolean
  termEndsAt: Date | null
}

export interface NewMailbox {
  address: string
  displayName: string
  password: string
}

export type MailboxOutcome =
  | { address: string; ok: true; externalId: string }
  /** `rejected` will not get better by itself; `later` is worth another try. */
  | { address: string; ok: false; kind: 'rejected' | 'later'; code: string; message: string }

export interface OutgoingMessage {
  from: string
  to: string
  subject: string
  text: string
}

/** A report of failed delivery (RFC 3464) that the provider put into a mailbox. */
export interface DeliveryReport {
  /** Of the mailbox. */
  externalId: string
  /** Stays the same when it is read again. */
  id: string
  raw: Buffer
}

export interface DeliveryReports {
  reports: DeliveryReport[]
  /** Why some mailboxes could not be read; null when all were. */
  failure: string | null
}

/**
 * What Coldframe asks of a mailbox provider, in Coldframe's words.
 * Every call may be repeated. Failures are `ProviderError`s; `pending` means "accepted, not there yet".
 */
export interface MailboxProvider {
  /** Looks for a tenant with this prefix that our partner account already has: asked before each `createTenant`. */
  findTenant(prefix: string): Promise<Omit<CreatedTenant, 'admin'> | null>
  /** Throws `conflict` when somebody else has the prefix. */
  createTenant(order: TenantOrder): Promise<CreatedTenant>
  acceptAgreement(tenantId: string): Promise<void>
  /** Gives our application its rights inside the tenant; `pending` while the vendor still spreads them. */
  authorizeTenant(tenantId: string): Promise<void>

  /** The tenant's mailbox subscription, or null before it is provisioned: asked before each order. */
  findLicences(tenantId: string): Promise<Licences | null>
  /** Prepares a cart, which costs nothing yet. */
  prepareLicenceOrder(tenantId: string, quantity: number): Promise<{ cartId: string; expiresAt: Date }>
  /** Buys the cart. Repeating it for the same cart buys once. */
  placeLicenceOrder(tenantId: string, cartId: string): Promise<{ orderId: string }>
  setLicenceQuantity(tenantId: string, subscriptionId: string, quantity: number): Promise<void>
  /** Lets the subscription end with its term; answers with that end. */
  stopLicenceRenewal(tenantId: string, subscriptionId: string): Promise<{ endsAt: Date | null }>

  addDomain(tenantId: string, domain: string): Promise<void>
  verificationRecord(tenantId: string, domain: string): Promise<WantedRecord>
  /** `pending` until the provider has seen the record; `needs_human` when another tenant holds the domain. */
  verifyDomain(tenantId: string, domain: string): Promise<void>
  /** MX, SPF and autodiscover, for a verified domain. */
  mailRecords(tenantId: string, domain: string): Promise<WantedRecord[]>

  /** Makes the DKIM keys and says which records they need; `pending` until the mail system knows the domain. */
  prepareDkim(tenantId: string, domain: string): Promise<WantedRecord[]>
  /** `pending` until the provider has seen the DKIM records. */
  enableDkim(tenantId: string, domain: string): Promise<void>
  /** Three-letter region in which mail content rests (`EUR`, `CHE`, …); `pending` until the vendor knows it. */
  mailRegion(tenantId: string): Promise<string>

  /** One outcome per mailbox. An address that is already ours is adopted. */
  createMailboxes(tenantId: string, mailboxes: NewMailbox[]): Promise<MailboxOutcome[]>
  /** `later` while the licence or the mailbox behind it is still being made. */
  licenseMailboxes(tenantId: string, mailboxes: { address: string; externalId: string }[]): Promise<MailboxOutcome[]>
  /** `ok` once the mailbox holds folders and can send. */
  checkMailboxes(tenantId: string, mailboxes: { address: string; externalId: string }[]): Promise<MailboxOutcome[]>
  renameMailbox(tenantId: string, externalId: string, displayName: string): Promise<void>
  /** One that is already gone counts as deleted. */
  deleteMailboxes(tenantId: string, mailboxes: { address: string; externalId: string }[]): Promise<MailboxOutcome[]>

  /** Accepted means queued: a refusal comes later, as a message in the sender's inbox. */
  sendMail(tenantId: string, senderExternalId: string, message: OutgoingMessage): Promise<void>
  /** One mailbox, as its owner would use it, for the exchange of the warmup. */
  openCarrier(tenantId: string, externalId: string): WarmupCarrier
  /** Reports of failed delivery since then, the newest first and not without bound. Other mail is neither listed nor opened. */
  readDeliveryReports(tenantId: string, externalIds: string[], since: Date): Promise<DeliveryReports>
}
