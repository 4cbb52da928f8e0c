/** The closed sets of words that the database, the API and the workflows share. */

export const providers = ['microsoft365', 'google_workspace', 'smtp_relay'] as const
export type Provider = (typeof providers)[number]

export const residencies = ['none', 'eu', 'ch'] as const
export type Residency = (typeof residencies)[number]

export const registrations = ['register', 'existing'] as const
export type Registration = (typeof registrations)[number]

export const dnsModes = ['managed', 'external'] as const
export type DnsMode = (typeof dnsModes)[number]

export const domainStatuses = [
  'provisioning',
  'warming',
  'active',
  'resting',
  'retiring',
  'retired',
  'action_required',
  'failed',
  'cancelled',
] as const
export type DomainStatus = (typeof domainStatuses)[number]

export const domainHealths = ['unknown', 'healthy', 'watch', 'worn', 'burned'] as const
export type DomainHealth = (typeof domainHealths)[number]

export const mailboxStatuses = ['creating', 'warming', 'active', 'paused', 'retiring', 'retired', 'failed'] as const
export type MailboxStatus = (typeof mailboxStatuses)[number]

export const pausers = ['user', 'platform'] as const
export type PausedBy = (typeof pausers)[number]

export const operationStatuses = ['running', 'waiting', 'action_required', 'succeeded', 'failed', 'cancelled'] as const
export type OperationStatus = (typeof operationStatuses)[number]

export const operationKinds = [
  'domains.create',
  'domains.retire',
  'mailboxes.create',
  'mailboxes.update',
  'mailboxes.delete',
] as const
export type OperationKind = (typeof operationKinds)[number]

export const stepStatuses = [
  'pending',
  'running',
  'waiting',
  'action_required',
  'succeeded',
  'failed',
  'cancelled',
  'skipped',
] as const
export type StepStatus = (typeof stepStatuses)[number]

export const recordPurposes = [
  'mx',
  'spf',
  'dkim',
  'dmarc',
  'verification',
  'autodiscover',
  'report_authorization',
  'mta_sts',
  'tls_rpt',
] as const
export type RecordPurpose = (typeof recordPurposes)[number]

export const recordTypes = ['MX', 'TXT', 'CNAME'] as const
export type RecordType = (typeof recordTypes)[number]

/** `unknown`: no server could be asked, which is neither right nor wrong. */
export const recordStatuses = ['pending', 'correct', 'missing', 'wrong', 'unknown'] as const
export type RecordStatus = (typeof recordStatuses)[number]

/** Who wrote the record: `coldframe` may be changed and removed by us, anything else never. */
export const recordOwners = ['coldframe', 'customer'] as const
export type RecordOwner = (typeof recordOwners)[number]

/** What Coldframe buys outside and pays for. */
export const purchaseKinds = ['registration', 'licences'] as const
export type PurchaseKind = (typeof purchaseKinds)[number]

/** What happens when a domain is worn or burned. `automatic`: it is replaced. `approve`: once somebody agrees. `manual`: nothing. */
export const rotationPolicies = ['automatic', 'approve', 'manual'] as const
export type RotationPolicy = (typeof rotationPolicies)[number]

/** Why a domain is replaced. */
export const rotationReasons = ['requested', 'planned', 'worn', 'burned'] as const
export type RotationReason = (typeof rotationReasons)[number]

/** The last two are ends. `draining`: the successors send, and replies to the old addresses are still read. */
export const rotationStatuses = [
  'planned',
  'awaiting_approval',
  'ordering',
  'overlap',
  'draining',
  'blocked',
  'completed',
  'cancelled',
] as const
export type RotationStatus = (typeof rotationStatuses)[number]

/** Why a rotation does not go on by itself for now. */
export const rotationBlocks = [
  'approval',
  'no_spare',
  'ceiling',
  'name_unavailable',
  'order_failed',
  'replacement_burned',
] as const
export type RotationBlock = (typeof rotationBlocks)[number]

/** What becomes of the old domain. */
export const rotationAfters = ['rest', 'retire'] as const
export type RotationAfter = (typeof rotationAfters)[number]

/** Why a mailbox has no successor. */
export const unmappedReasons = ['no_room', 'failed', 'ended'] as const
export type UnmappedReason = (typeof unmappedReasons)[number]

/**
 * `building`: it has not reached its target yet. `kept`: it has, and the forecast says that it will. `low`: it is under its target, or
 * will be before a replacement could be ready. `ended`: nobody keeps it any more.
 */
export const fleetStatuses = ['building', 'kept', 'low', 'ended'] as const
export type FleetStatus = (typeof fleetStatuses)[number]

export const fleetRoles = ['provisioning', 'ramping', 'active', 'spare', 'resting'] as const
export type FleetRole = (typeof fleetRoles)[number]

/** What keeps a fleet from being kept; null where nothing does but time. */
export const fleetShortages = ['spend_ceiling', 'burn_rate_too_high', 'no_names', 'losses', 'approval'] as const
export type FleetShortage = (typeof fleetShortages)[number]

/** Names of events, `noun.past_tense`. */
export const eventTypes = [
  'domain.created',
  'domain.ready',
  'domain.action_required',
  'domain.failed',
  'domain.activated',
  'domain.retired',
  'domain.health_changed',
  'domain.worn',
  'domain.burned',
  'domain.burn_retracted',
  'domain.dns_drifted',
  'domain.dns_restored',
  'mailbox.ready',
  'mailbox.failed',
  'mailbox.replaced',
  'mailbox.paused',
  'mailbox.resumed',
  'mailbox.limit_changed',
  'mailbox.retired',
  'operation.succeeded',
  'operation.failed',
  'operation.action_required',
  'rotation.planned',
  'rotation.started',
  'rotation.mailbox_mapped',
  'blocklist.listed',
  'blocklist.cleared',
  'rotation.cutover',
  'rotation.completed',
  'rotation.blocked',
  'rotation.cancelled',
  'fleet.capacity_low',
  'fleet.capacity_restored',
  'webhook_endpoint.disabled',
  'test.ping',
] as const
export type EventType = (typeof eventTypes)[number]

export const apiKeyStatuses = ['active', 'expired', 'revoked'] as const
export type ApiKeyStatus = (typeof apiKeyStatuses)[number]

export const webhookEndpointStatuses = ['enabled', 'disabled'] as const
export type WebhookEndpointStatus = (typeof webhookEndpointStatuses)[number]

/** `gone`: it answered 410. `failing`: nothing was taken for days. `user`: somebody asked for it. */
export const webhookDisabledReasons = ['gone', 'failing', 'user'] as const
export type WebhookDisabledReason = (typeof webhookDisabledReasons)[number]

/** `pending` until the first attempt has ended; `cancelled`: its endpoint was disabled or removed. The last three are ends. */
export const deliveryStatuses = ['pending', 'retrying', 'succeeded', 'failed', 'cancelled'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** What a signal says of one message; the last two are of neutral mail between mailboxes that warm each other up. */
export const signalTypes = [
  'sent',
  'delivered',
  'deferred',
  'bounced',
  'complained',
  'replied',
  'opened',
  'unsubscribed',
  'placed_inbox',
  'placed_spam',
  'warmup_inbox',
  'warmup_spam',
] as const
export type SignalType = (typeof signalTypes)[number]

/** Whose fault a refusal is. Only `recipient_unknown` says something about the address itself, for good. */
export const bounceClasses = [
  'recipient_unknown',
  'recipient_state',
  'sender_reputation',
  'domain_blocked',
  'account_restricted',
  'ip_blocked',
  'auth_failure',
  'content',
  'rate',
  'policy_of_recipient',
  'other',
] as const
export type BounceClass = (typeof bounceClasses)[number]

/** `hard`: this address will not work later either. */
export const permanences = ['hard', 'soft'] as const
export type Permanence = (typeof permanences)[number]

/** Why nobody should write to a recipient again; `manual`: somebody said so. */
export const suppressionReasons = ['recipient_unknown', 'complained', 'unsubscribed', 'manual'] as const
export type SuppressionReason = (typeof suppressionReasons)[number]

/** What a receiver did with mail that failed DMARC; `none` for what passed as well. */
export const dispositions = ['none', 'quarantine', 'reject'] as const
export type Disposition = (typeof dispositions)[number]

/** What a verdict holds against a domain, or what else the trouble comes from: only the first and the last burn it. */
export const verdictCauses = ['domain', 'shared_ip', 'copy', 'list', 'authentication', 'provider_action'] as const
export type VerdictCause = (typeof verdictCauses)[number]

/** Kinds of evidence. */
export const findingFamilies = [
  'placement',
  'reputation_bounces',
  'complaints',
  'blocklists',
  'provider_texts',
  'authentication',
  'list_quality',
  'copy',
] as const
export type FindingFamily = (typeof findingFamilies)[number]

/**
 * `no_data`: nothing was observed. `unclear`: too little to tell. `clear`: the whole interval is below the threshold.
 * `suspicious`, `alarm`, `confirmed`: the evidence against it is likely, strong, and strong twice or after a re-check.
 */
export const findingConclusions = ['no_data', 'unclear', 'clear', 'suspicious', 'alarm', 'confirmed'] as const
export type FindingConclusion = (typeof findingConclusions)[number]
