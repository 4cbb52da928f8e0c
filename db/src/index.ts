export { createChannel } from './channel.ts'
export type { Clock } from './clock.ts'
export { createDb, type Db, type DbOptions, joinTransaction } from './db.ts'
export * from './enums.ts'
export { type EventEnvelope, envelopeOf, type NewEvent } from './events/index.ts'
export { newId } from './ids.ts'
export { migrate } from './migrate.ts'
export type { NewObservation, Observation, ObservationData, ObservationKind } from './observations.ts'
export type { Owner } from './owner.ts'
export { decodeCursor, encodeCursor, type Page, type PageQuery, type Position } from './page.ts'
export { keepPartitions } from './partitions.ts'
export type { Account } from './repositories/accounts.ts'
export type { ApiKey } from './repositories/api-keys.ts'
export type { AuditEntry, AuditFilter } from './repositories/audit-log.ts'
export { DELIVERY_CHANNEL, EVENT_CHANNEL, OUTBOX_CHANNEL } from './repositories/channels.ts'
export type { ClaimedDelivery, ClaimRequest } from './repositories/delivery-claims.ts'
export type {
  DmarcCounts,
  DmarcReportRow,
  DmarcSourceDay,
  NewDmarcReport,
} from './repositories/dmarc-reports.ts'
export type { DnsRecord, WantedDnsRecord } from './repositories/dns-records.ts'
export type { Domain, DomainChange, DomainFilter, DomainSummary, NewDomain } from './repositories/domains.ts'
export type { Effect, EffectKind } from './repositories/effects.ts'
export type { Event, EventFilter, EventsAfter } from './repositories/events.ts'
export type { FleetCapacity, FleetMember, FleetPlace, FleetPlaceChange } from './repositories/fleet-domains.ts'
export type { Fleet, FleetFilter, NewFleet } from './repositories/fleets.ts'
export type { Repositories } from './repositories/index.ts'
export type { CampaignDay, Days, SignalCounts, SignalDay } from './repositories/mailbox-days.ts'
export type { Mailbox, MailboxChange, MailboxFilter } from './repositories/mailboxes.ts'
export {
  OPERATION_CHANNEL,
  type Operation,
  type OperationFilter,
  type OperationStep,
} from './repositories/operations.ts'
export type { OutboxRow } from './repositories/outbox.ts'
export type { MailProof } from './repositories/proofs.ts'
export type { Purchase, PurchaseFilter } from './repositories/purchases.ts'
export { MOST_REDELIVERED, type RedeliveryOfMany } from './repositories/redelivery.ts'
export type { DomainDns, JudgedDomain } from './repositories/related.ts'
export type { NewRotationMailbox, RotationMailbox } from './repositories/rotation-mailboxes.ts'
export type {
  NewRotation,
  Rotation,
  RotationChange,
  RotationFilter,
  SpareDomain,
} from './repositories/rotations.ts'
export type { AttemptResult, NextOfDelivery } from './repositories/settle-deliveries.ts'
export type { NewSignal } from './repositories/signals.ts'
export type { NewSuppression, Suppression, SuppressionFilter } from './repositories/suppressions.ts'
export type { Tenant } from './repositories/tenants.ts'
export type { NewVerdictChange, VerdictChange, VerdictStateRow } from './repositories/verdicts.ts'
export type {
  Correspondent,
  NewWarmupMessage,
  PlacementTally,
  WarmupMessageRow,
} from './repositories/warmup-messages.ts'
export type { PoolSlot } from './repositories/warmup-pool.ts'
export type { DomainWarmup, MailboxWarmup, NewLimit, SentOfDay, WarmupDay } from './repositories/warmups.ts'
export type { Delivery, DeliveryAttempt, DeliveryFilter } from './repositories/webhook-deliveries.ts'
export type {
  NewWebhookEndpoint,
  WebhookEndpoint,
  WebhookEndpointChange,
  WebhookEndpointFilter,
} from './repositories/webhook-endpoints.ts'
export type { OutboxMessage } from './schema/operations.ts'
export { createVault, type Vault } from './vault.ts'
export type { DailyPlan, LimitOfDay, RampNumbers, WarmupChoice, WarmupCourse, WarmupHours } from './warmup.ts'
export { keepWebhookSecret, newWebhookSecret, readWebhookSecrets, rollWebhookSecret } from './webhook-secrets.ts'
