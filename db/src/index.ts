export { createChannel } from './channel.ts'
export { createDb, type Db, type DbOptions, joinTransaction } from './db.ts'
export * from './enums.ts'
export { newId } from './ids.ts'
export { migrate } from './migrate.ts'
export type { Owner } from './owner.ts'
export { decodeCursor, encodeCursor, type Page, type PageQuery, type Position } from './page.ts'
export type { Account } from './repositories/accounts.ts'
export type { ApiKey } from './repositories/api-keys.ts'
export type { AuditEntry, AuditFilter } from './repositories/audit-log.ts'
export type { DnsRecord, WantedDnsRecord } from './repositories/dns-records.ts'
export type { Domain, DomainChange, DomainFilter, DomainSummary, NewDomain } from './repositories/domains.ts'
export type { Effect, EffectKind } from './repositories/effects.ts'
export type { NewEvent } from './repositories/events.ts'
export type { Repositories } from './repositories/index.ts'
export type { Mailbox, MailboxChange, MailboxFilter } from './repositories/mailboxes.ts'
export {
  OPERATION_CHANNEL,
  type Operation,
  type OperationFilter,
  type OperationStep,
} from './repositories/operations.ts'
export { OUTBOX_CHANNEL, type OutboxRow } from './repositories/outbox.ts'
export type { MailProof } from './repositories/proofs.ts'
export type { Purchase, PurchaseFilter } from './repositories/purchases.ts'
export type { Tenant } from './repositories/tenants.ts'
export type { OutboxMessage } from './schema/operations.ts'
export { createVault, type Vault } from './vault.ts'
