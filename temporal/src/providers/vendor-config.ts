import { z } from 'zod'
import { CustomBlocklists } from './blocklist/blocklist-config.ts'
import { ServiceAccount } from './reputation/google-tokens.ts'

const Address = z.object({
  firstName: z.string(),
  lastName: z.string(),
  email: z.email(),
  phoneNumber: z.string(),
  addressLine1: z.string(),
  city: z.string(),
  state: z.string().optional(),
  postalCode: z.string(),
  /** ISO 3166-1 alpha-2. For a tenant it fixes where mail rests. */
  country: z.string().length(2),
})
export type PostalAddress = z.output<typeof Address>

const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' })
        return z.NEVER
      }
    })
    .pipe(schema)

const list = z.string().transform((text) => text.split(',').map((part) => part.trim()))

/** Everything that differs between the world of test keys and the world of live keys. */
const VendorEnvironment = z.object({
  MICROSOFT_LOGIN_URL: z.url().default('https://login.microsoftonline.com'),
  PARTNER_CENTER_URL: z.url().default('https://api.partnercenter.microsoft.com'),
  GRAPH_URL: z.url().default('https://graph.microsoft.com'),
  EXCHANGE_URL: z.url().default('https://outlook.office365.com'),
  PARTNER_TENANT_ID: z.string(),
  PARTNER_CLIENT_ID: z.string(),
  PARTNER_CLIENT_SECRET: z.string(),
  /** From the one interactive consent of the secure application model; the rotated ones are kept sealed in the database. */
  PARTNER_REFRESH_TOKEN: z.string(),
  /** Partner Center product and SKU of the mailbox licence. */
  PARTNER_PRODUCT_ID: z.string(),
  PARTNER_SKU_ID: z.string().default('0001'),
  /** Signs the customer agreement, and the billing address of new tenants, by residency. */
  PARTNER_ADDRESSES: json(z.object({ none: Address, eu: Address, ch: Address })),
  REGISTRAR_URL: z.url().default('https://route53domains.us-east-1.amazonaws.com'),
  REGISTRAR_ACCESS_KEY_ID: z.string(),
  REGISTRAR_SECRET_ACCESS_KEY: z.string(),
  REGISTRAR_YEARS: z.coerce.number().int().min(1).max(10).default(1),
  REGISTRAR_CONTACT: json(Address),
  POWERDNS_URL: z.url(),
  POWERDNS_API_KEY: z.string(),
  POWERDNS_SERVER_ID: z.string().default('localhost'),
  POWERDNS_NAMESERVERS: list,
  /** `address[:port]` of recursive resolvers; the system's when empty. */
  DNS_RESOLVERS: list.default([]),
  /** Port on which authoritative servers are asked. */
  DNS_PORT: z.coerce.number().int().default(53),
  PROOF_MAILBOX: z.email(),
  /** Tenant of the proof mailbox when it is read by Graph … */
  PROOF_GRAPH_TENANT_ID: z.string().optional(),
  /** … or `imaps://user:password@host:port` when it is read by IMAP. */
  PROOF_IMAP_URL: z.url().optional(),
  /** Where receivers send aggregate reports (`rua` of DMARC); none when empty. */
  DMARC_REPORT_ADDRESS: z.email().optional(),
  /** The zone of that address at the DNS provider, where each domain is authorized; without it a wildcard must stand there. */
  DMARC_REPORT_ZONE: z.string().optional(),
  /** `imaps://user:password@host:port` of that address; reports are read from there once an hour. */
  DMARC_REPORT_IMAP_URL: z.url().optional(),
  /** Lists to ask in place of DBL, SURBL, URIBL and ZEN; see docs/guides/blocklists.md. */
  BLOCKLISTS: json(CustomBlocklists).optional(),
  /** Key of Spamhaus' Data Query Service, which becomes part of the zones of DBL and ZEN. */
  SPAMHAUS_DQS_KEY: z
    .string()
    .regex(/^[a-z0-9]{10,60}$/)
    .optional(),
  /** `address[:port]` of resolvers that ask lists; those of `DNS_RESOLVERS` when empty. Lists do not answer public ones. */
  BLOCKLIST_RESOLVERS: list.default([]),
  /** Key file of a service account that may read Google Postmaster Tools; they are not read without it. */
  POSTMASTER_CREDENTIALS: json(ServiceAccount).optional(),
  POSTMASTER_URL: z.url().default('https://gmailpostmastertools.googleapis.com'),
  /** Key of SNDS' automated data access; it is not read without it. */
  SNDS_KEY: z.string().optional(),
  SNDS_URL: z.url().default('https://sendersupport.olc.protection.outlook.com/snds/data.aspx'),
})
export type VendorConfig = z.output<typeof VendorEnvironment>

/** Reads `TEST_…` or `LIVE_…` variables other than those of webhooks, which have no vendor; null when none of them is set, an error that names each fault when some are. */
export function parseVendorConfig(environment: Record<string, string | undefined>, prefix: 'TEST_' | 'LIVE_') {
  const own = Object.entries(environment).filter(
    ([name, value]) => name.startsWith(prefix) && !name.startsWith(`${prefix}WEBHOOK_`) && value !== '',
  )
  if (own.length === 0) return null
  const parsed = VendorEnvironment.safeParse(
    Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value])),
  )
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `${prefix}${issue.path.join('.')} ${issue.message}`)
  throw new Error(`Vendor settings are wrong: ${faults.join('; ')}`)
}
