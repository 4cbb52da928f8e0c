import { setTimeout as sleep } from 'node:timers/promises'
import { createGraphCarrier } from '../../../warmup/carriers/graph-carrier.ts'
import type { OnCall } from '../../call-report.ts'
import type { VendorConfig } from '../../vendor-config.ts'
import type { MailboxProvider } from '../mailbox-provider.ts'
import { createAppTokens } from './app-tokens.ts'
import { createConsent } from './consent.ts'
import { createDeliveryReports } from './delivery-reports.ts'
import { createDkim } from './dkim.ts'
import { createDomains } from './domains.ts'
import { createExchange } from './exchange.ts'
import { createGrants } from './grants.ts'
import { createGraph } from './graph.ts'
import { createLicences } from './licences.ts'
import { createMail } from './mail.ts'
import { createMailboxCalls } from './mailboxes.ts'
import { createPartnerCenter } from './partner-center.ts'
import { createTenantFacts } from './tenant-facts.ts'
import { createTenants } from './tenants.ts'
import { scopes } from './tokens.ts'
import { createUserTokens, type RefreshTokens } from './user-tokens.ts'

export interface Microsoft365Deps {
  refreshTokens: RefreshTokens
  onCall?: OnCall | undefined
  /** Milliseconds since 1970. */
  now?: () => number
  wait?: (delayMs: number) => Promise<unknown>
}

/** Microsoft 365 by Partner Center (tenants, licences), Graph (domains, users, mail) and Exchange Online (DKIM). */
export function createMicrosoft365(config: VendorConfig, deps: Microsoft365Deps): MailboxProvider {
  const { refreshTokens, onCall, now = Date.now, wait = sleep } = deps
  const appTokens = createAppTokens({ config, now, onCall })
  const userTokens = createUserTokens({ config, refreshTokens, now, onCall })
  const graph = createGraph({ url: config.GRAPH_URL, now, onCall })
  const graphFor = (tenantId: string) => graph(appTokens.source(tenantId, scopes.graph))
  const facts = createTenantFacts(graphFor)
  const partnerCenter = createPartnerCenter({
    url: config.PARTNER_CENTER_URL,
    tokens: userTokens.source(config.PARTNER_TENANT_ID, scopes.partnerCenter),
    now,
    onCall,
  })
  const exchange = createExchange({
    url: config.EXCHANGE_URL,
    tokensFor: (tenantId) => appTokens.source(tenantId, scopes.exchange),
    now,
    onCall,
  })
  const consent = createConsent({
    partnerCenter,
    applicationId: config.PARTNER_CLIENT_ID,
    userGraphFor: (tenantId) => graph(userTokens.source(tenantId, scopes.graph)),
    forgetTokens: (tenantId) => {
      userTokens.forget(tenantId, scopes.graph)
      appTokens.forget(tenantId, scopes.graph)
      appTokens.forget(tenantId, scopes.exchange)
    },
    ...createGrants({ applicationId: config.PARTNER_CLIENT_ID, wait }),
    probe: facts.readCountry,
  })
  return {
    ...createTenants({ partnerCenter, addresses: config.PARTNER_ADDRESSES, now }),
    ...createLicences({ partnerCenter, productId: config.PARTNER_PRODUCT_ID, skuId: config.PARTNER_SKU_ID }),
    ...consent,
    ...createDomains(graphFor),
    ...createDkim(exchange),
    ...createMailboxCalls({ graphFor, facts, wait }),
    ...createMail(graphFor),
    openCarrier: (tenantId, externalId) => createGraphCarrier(graphFor(tenantId), externalId),
    ...createDeliveryReports({ graphFor, wait }),
  }
}
