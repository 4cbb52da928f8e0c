import type { Db } from '@coldframe/db'
import type { DnsLookup } from '@coldframe/temporal'
import { createApiKeyService } from './resources/api-keys/api-keys.service.ts'
import { createDnsService } from './resources/dns/dns.service.ts'
import { createDomainService } from './resources/domains/domains.service.ts'
import { createMailboxService } from './resources/mailboxes/mailboxes.service.ts'
import type { OperationFeed } from './resources/operations/operation-feed.ts'
import { createOperationService } from './resources/operations/operations.service.ts'
import { createTenantService } from './resources/tenants/tenants.service.ts'

export interface ServiceDeps {
  db: Db
  feed: OperationFeed
  lookupOf(livemode: boolean): DnsLookup | null
  clock: () => Date
}

export type Services = ReturnType<typeof createServices>

export function createServices({ db, feed, lookupOf, clock }: ServiceDeps) {
  return {
    domains: createDomainService({ db, isConfigured: (livemode) => lookupOf(livemode) !== null }),
    dns: createDnsService({ db, lookupOf, clock }),
    mailboxes: createMailboxService({ db }),
    operations: createOperationService({ db, feed }),
    tenants: createTenantService({ db }),
    apiKeys: createApiKeyService({ db, clock }),
  }
}
