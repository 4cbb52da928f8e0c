import { blocklistsOf } from './blocklist/blocklist-config.ts'
import { type BlocklistReader, createBlocklistReader } from './blocklist/blocklist-reader.ts'
import type { OnCall } from './call-report.ts'
import type { DnsLookup } from './dns/dns-lookup.ts'
import { createDnsLookup } from './dns/dns-lookup-node.ts'
import type { DnsProvider } from './dns/dns-provider.ts'
import { createPowerdns } from './dns/powerdns/powerdns.ts'
import type { MailboxProvider } from './mailbox/mailbox-provider.ts'
import { createMicrosoft365 } from './mailbox/microsoft365/microsoft365.ts'
import type { RefreshTokens } from './mailbox/microsoft365/user-tokens.ts'
import { createProofMailbox } from './proof/create-proof-mailbox.ts'
import { createMessageAuthenticator } from './proof/message-authenticator.ts'
import type { MessageAuthenticator, ProofMailbox } from './proof/proof-mailbox.ts'
import type { Registrar } from './registrar/registrar.ts'
import { createRoute53Registrar } from './registrar/route53-domains/route53-registrar.ts'
import { createImapReportMailbox, type ReportMailbox } from './reports/report-mailbox.ts'
import { createPostmaster, type Postmaster } from './reputation/postmaster.ts'
import { createSnds, type Snds } from './reputation/snds.ts'
import type { VendorConfig } from './vendor-config.ts'

/** The outside world of one set of vendor settings. */
export interface Vendors {
  mailbox: MailboxProvider
  registrar: Registrar
  dns: DnsProvider
  lookup: DnsLookup
  blocklists: BlocklistReader
  /** Null where the operator has no access. */
  postmaster: Postmaster | null
  snds: Snds | null
  proof: ProofMailbox
  authenticator: MessageAuthenticator
  /** Where receivers send their aggregate reports, if anywhere. */
  dmarcReportAddress: string | undefined
  /** Of that address, where it is ours to write to. */
  dmarcReportZone: string | undefined
  /** Null where somebody else reads it. */
  reportMailbox: ReportMailbox | null
}

export interface VendorDeps {
  refreshTokens: RefreshTokens
  /** Hears of every finished request, for metrics. */
  onCall?: OnCall | undefined
  now?: () => number
  wait?: (delayMs: number) => Promise<unknown>
}

export function createVendors(config: VendorConfig, deps: VendorDeps): Vendors {
  const lookup = createDnsLookup({ resolvers: config.DNS_RESOLVERS, port: config.DNS_PORT })
  return {
    mailbox: createMicrosoft365(config, deps),
    registrar: createRoute53Registrar(config, deps),
    dns: createPowerdns(config, deps),
    lookup,
    blocklists: createBlocklistReader({
      lists: blocklistsOf(config.BLOCKLISTS, config.SPAMHAUS_DQS_KEY),
      resolvers: config.BLOCKLIST_RESOLVERS.length > 0 ? config.BLOCKLIST_RESOLVERS : config.DNS_RESOLVERS,
    }),
    ...createReputation(config, deps.now),
    proof: createProofMailbox(config, deps),
    authenticator: createMessageAuthenticator(lookup),
    dmarcReportAddress: config.DMARC_REPORT_ADDRESS,
    dmarcReportZone: config.DMARC_REPORT_ZONE,
    reportMailbox: config.DMARC_REPORT_IMAP_URL
      ? createImapReportMailbox(config.DMARC_REPORT_IMAP_URL, deps.onCall)
      : null,
  }
}

function createReputation(config: VendorConfig, now = Date.now): Pick<Vendors, 'postmaster' | 'snds'> {
  const { POSTMASTER_CREDENTIALS: account, POSTMASTER_URL, SNDS_KEY: key, SNDS_URL } = config
  return {
    postmaster: account ? createPostmaster({ url: POSTMASTER_URL, account, now }) : null,
    snds: key ? createSnds({ url: SNDS_URL, key, now }) : null,
  }
}
