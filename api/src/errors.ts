import type { FleetPrice } from '@coldframe/temporal/fleet'
import { type ErrorCode, errorCatalogue } from './error-catalogue.ts'
import { type Fault, type FaultCode, faultCatalogue, MOST_FAULTS } from './faults.ts'
import { toMoney } from './money.ts'

export interface ErrorDetails {
  faults?: Fault[]
  /** Members of the problem beside the standard ones, such as the id of the thing that is in the way. */
  extra?: { domainId?: string; operationId?: string; rotationId?: string }
  headers?: Record<string, string>
}

/** An answer to the caller, in the words of the catalogue. Doors turn it into their own form. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message)
    this.code = code
    this.details = details
  }

  get status(): number {
    return errorCatalogue[this.code].status
  }
}

/** RFC 6750 section 3: which scheme is asked for, and what was wrong with the token. */
const challenge = (error?: string) => ({
  'www-authenticate': `Bearer realm="coldframe"${error ? `, error=${error}` : ''}`,
})
const invalidToken = { headers: challenge('"invalid_token"') }

const missing = (code: ErrorCode, noun: string) => (id: string) => new AppError(code, `There is no ${noun} ${id}.`)

interface Total {
  totalCents: number
  currency: string
}
const inWords = (cents: number, currency: string) => `${toMoney(cents, currency).amount} ${currency}`

function validationFailed(faults: Fault[]): AppError {
  const more = faults.length > MOST_FAULTS ? ` Only the first ${MOST_FAULTS} are listed.` : ''
  const count = faults.length === 1 ? 'One value is' : `${faults.length} values are`
  return new AppError('validation_failed', `${count} not as described.${more}`, {
    faults: faults.slice(0, MOST_FAULTS),
  })
}

export const errors = {
  badRequest: (message: string) => new AppError('bad_request', message),
  invalidJson: (message: string) => new AppError('invalid_json', message),
  invalidCursor: () => new AppError('invalid_cursor', 'Take the cursor from nextCursor of the page before, unchanged.'),
  queryInvalid: (message: string) => new AppError('query_invalid', message),
  queryTooComplex: (message: string) => new AppError('query_too_complex', message),
  /** Clients know it by these words. */
  persistedQueryNotFound: () => new AppError('persisted_query_not_found', 'PersistedQueryNotFound'),
  bodyTooLarge: (limit: number) => new AppError('body_too_large', `A body has at most ${limit} bytes.`),
  unsupportedMediaType: (mediaTypes: readonly string[] = ['application/json']) =>
    new AppError('unsupported_media_type', `Send the body as ${mediaTypes.join(', or ')}.`),
  validationFailed,

  apiKeyMissing: () =>
    new AppError('api_key_missing', 'Send the key as "Authorization: Bearer cf_…".', { headers: challenge() }),
  apiKeyInvalid: () => new AppError('api_key_invalid', 'There is no such key.', invalidToken),
  apiKeyRevoked: () => new AppError('api_key_revoked', 'The key was revoked.', invalidToken),
  apiKeyExpired: () => new AppError('api_key_expired', 'The time of the key is over.', invalidToken),
  scopeMissing: (scope: string) =>
    new AppError('scope_missing', `The key lacks the scope ${scope}.`, {
      headers: challenge(`"insufficient_scope", scope="${scope}"`),
    }),
  scopeNotHeld: (scopes: string[]) =>
    new AppError('scope_not_held', `The key that asks does not hold ${scopes.join(', ')} itself.`),

  routeNotFound: (method: string, path: string) => new AppError('route_not_found', `There is no ${method} ${path}.`),
  methodNotAllowed: (method: string, allowed: string[]) =>
    new AppError('method_not_allowed', `${method} is not possible here; ${allowed.join(', ')} is.`, {
      headers: { allow: allowed.join(', ') },
    }),
  domainNotFound: missing('domain_not_found', 'domain'),
  mailboxNotFound: missing('mailbox_not_found', 'mailbox'),
  operationNotFound: missing('operation_not_found', 'operation'),
  apiKeyNotFound: missing('api_key_not_found', 'API key'),
  accountNotFound: missing('account_not_found', 'account'),
  auditEntryNotFound: missing('audit_entry_not_found', 'entry'),
  tenantNotFound: missing('tenant_not_found', 'tenant'),
  rotationNotFound: missing('rotation_not_found', 'rotation'),
  fleetNotFound: missing('fleet_not_found', 'fleet'),
  suppressionNotFound: missing('suppression_not_found', 'suppression'),
  eventNotFound: missing('event_not_found', 'event'),
  webhookEndpointNotFound: missing('webhook_endpoint_not_found', 'webhook endpoint'),
  webhookDeliveryNotFound: missing('webhook_delivery_not_found', 'webhook delivery'),

  domainExists: (name: string, domainId: string) =>
    new AppError('domain_exists', `${name} is ordered already, as ${domainId}.`, { extra: { domainId } }),
  domainUnavailable: (name: string) => new AppError('domain_unavailable', `${name} cannot be ordered.`),
  domainNotReady: (status: string) =>
    new AppError('domain_not_ready', `The domain is ${status}; mailboxes are added when it is warming or active.`),
  domainProvisioning: (operationId: string) =>
    new AppError('domain_provisioning', `The domain is being provisioned: cancel ${operationId} instead.`, {
      extra: { operationId },
    }),
  domainEnded: (status: string) => new AppError('domain_ended', `The domain is ${status} already.`),
  domainNotRotatable: (status: string) =>
    new AppError('domain_not_rotatable', `The domain is ${status}; one that is warming or active can be replaced.`),
  rotationInProgress: (rotationId: string) =>
    new AppError('rotation_in_progress', `${rotationId} has not ended yet.`, { extra: { rotationId } }),
  rotationNotWaiting: (status: string) =>
    new AppError('rotation_not_waiting', `The rotation is ${status} and waits for nobody.`),
  rotationEnded: (status: string) => new AppError('rotation_ended', `The rotation is ${status} already.`),
  fleetEnded: (id: string) => new AppError('fleet_ended', `${id} is kept no more.`),
  operationInProgress: (kind: string, operationId: string) =>
    new AppError('operation_in_progress', `${operationId} (${kind}) has not ended yet.`, { extra: { operationId } }),
  operationFinished: (status: string) => new AppError('operation_finished', `The operation has ${status}.`),
  operationNotWaiting: () => new AppError('operation_not_waiting', 'No step of the operation waits for a new try.'),
  operationNotCancellable: (kind: string) =>
    new AppError('operation_not_cancellable', `An operation of kind ${kind} goes on to its end.`),
  mailboxNotReady: (address: string) =>
    new AppError('mailbox_not_ready', `${address} is still being made; wait for its operation to end.`),
  mailboxEnded: (address: string, status: string) => new AppError('mailbox_ended', `${address} is ${status}.`),
  mailboxPaused: (address: string) => new AppError('mailbox_paused', `${address} was paused before.`),
  mailboxNotPaused: (address: string) => new AppError('mailbox_not_paused', `${address} is not paused.`),
  warmupLimitAboveCap: (path: string, cap: number) =>
    new AppError(
      'warmup_limit_above_cap',
      `warmup.${path} is above ${cap}, the provider's cap for one mailbox and day.`,
    ),
  ownLimitAboveCap: (cap: number) =>
    new AppError(
      'warmup_limit_above_cap',
      `ownDailyLimit is above ${cap}, the provider's cap for one mailbox and day.`,
    ),
  warmupNumbersInvalid: (path: string) =>
    new AppError('warmup_numbers_invalid', `warmup.${path} does not fit to the other numbers.`),
  mailboxExists: (addresses: string[]) =>
    new AppError('mailbox_exists', `${addresses.join(', ')} is still held by an earlier order.`),
  versionMismatch: () => new AppError('version_mismatch', 'Read it again, and send its new ETag.'),

  apiKeyRolled: (replacedById: string) =>
    new AppError('api_key_rolled', `${replacedById} has taken the place of the key.`),
  apiKeyEnded: () => new AppError('api_key_ended', 'The key was revoked, or its time is over.'),
  accountIsSubAccount: () => new AppError('account_is_sub_account', 'A sub-account cannot have sub-accounts.'),
  spendCeilingNotRaisable: () =>
    new AppError('spend_ceiling_not_raisable', 'Only a key of the account above can raise or remove the ceiling.'),
  liveKeyRequired: () => new AppError('live_key_required', 'A test key cannot change an account that has both modes.'),
  currencyMismatch: (given: string, currency: string) =>
    new AppError('currency_mismatch', `Amounts are in ${currency}, not in ${given}.`),
  maxSpendExceeded: ({ totalCents, currency }: Total, maxCents: number) =>
    new AppError(
      'max_spend_exceeded',
      `The order comes to ${inWords(totalCents, currency)}, and may come to ${inWords(maxCents, currency)}.`,
    ),
  spendCeilingExceeded: ({ totalCents, currency }: Total, takenCents: number, ceilingCents: number) =>
    new AppError(
      'spend_ceiling_exceeded',
      `The order comes to ${inWords(totalCents, currency)}. Orders of this month hold ${inWords(takenCents, currency)} of ${inWords(ceilingCents, currency)}.`,
    ),
  fleetUnaffordable: ({ monthCents, keptPerDay }: FleetPrice, maxCents: number, currency: string) =>
    new AppError(
      'fleet_unaffordable',
      `The target comes to ${inWords(monthCents, currency)} a month, and may come to ${inWords(maxCents, currency)}: that keeps ${keptPerDay} a day.`,
    ),
  fleetTooLarge: () => new AppError('fleet_too_large', 'Keep it as several fleets, or with more mailboxes a domain.'),
  attestationMissing: (accountId: string) =>
    new AppError('attestation_missing', `Confirm it first: POST /v1/accounts/${accountId}/attest.`),

  webhookEndpointDisabled: (id: string) =>
    new AppError('webhook_endpoint_disabled', `Nothing is sent to ${id} before it is enabled.`),
  tooManyWebhookEndpoints: (most: number) =>
    new AppError('too_many_webhook_endpoints', `An account has at most ${most} webhook endpoints.`),
  webhookUrlRefused: (fault: Fault) => new AppError('webhook_url_refused', fault.message, { faults: [fault] }),

  dmarcReportRefused: (message: string) => new AppError('dmarc_report_refused', `Refused: ${message}.`),

  idempotencyKeyInvalid: () =>
    new AppError('idempotency_key_invalid', 'An Idempotency-Key has 1 to 255 visible ASCII characters.'),
  idempotencyKeyReused: () =>
    new AppError('idempotency_key_reused', 'This Idempotency-Key came with another request before. Take a new one.'),
  idempotencyKeyInProgress: () =>
    new AppError(
      'idempotency_key_in_progress',
      'The first request with this Idempotency-Key is not done yet. Send it again.',
      {
        headers: { 'retry-after': '1' },
      },
    ),

  providerNotAvailable: (provider: string) =>
    new AppError('provider_not_available', `${provider} cannot be ordered yet; microsoft365 can.`),
  registrationNeedsManagedDns: () =>
    new AppError(
      'registration_needs_managed_dns',
      'A domain that Coldframe registers is hosted by Coldframe: order it with dns "managed", or register it yourself and order it with registration "existing".',
    ),
  domainIsPrimary: (name: string) =>
    new AppError('domain_is_primary', `${name} is the brand's own domain. Order a variant of it.`),
  replacementRequired: () =>
    new AppError(
      'replacement_required',
      'No spare can take the place: give replacementDomainId, or replacementName to order.',
    ),
  replacementRefused: (code: FaultCode) =>
    new AppError('replacement_refused', faultCatalogue[code], {
      faults: [{ path: 'replacementDomainId', code, message: faultCatalogue[code] }],
    }),
  mailboxesRefused: (faults: Fault[]) =>
    new AppError('mailboxes_refused', 'Each mailbox was refused, and nothing was changed.', { faults }),
  modeNotConfigured: (livemode: boolean) =>
    new AppError(
      livemode ? 'live_mode_not_configured' : 'test_mode_not_configured',
      `This installation has no vendors for ${livemode ? 'live' : 'test'} keys.`,
    ),

  rateLimited: (message: string, headers: { 'retry-after': string }) =>
    new AppError('rate_limited', message, { headers }),
  headersTooLarge: (limit: number) => new AppError('headers_too_large', `The headers have at most ${limit} bytes.`),
  overloaded: () =>
    new AppError('overloaded', 'This process is busy. Send the request again.', { headers: { 'retry-after': '5' } }),

  requestTimeout: () => new AppError('request_timeout', 'The request did not arrive in time.'),
  internal: () => new AppError('internal_error', 'Something went wrong here. Tell us the request id.'),
  notReady: () => new AppError('not_ready', 'The database does not answer.'),
}
