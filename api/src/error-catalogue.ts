interface ErrorEntry {
  status: number
  title: string
  /** For docs/errors.md: what happened and what to do. */
  explanation: string
}

/** Every `code` of a problem. Codes are stable: clients branch on them. */
export const errorCatalogue = {
  bad_request: {
    status: 400,
    title: 'The request could not be read',
    explanation: 'The request is not valid HTTP, or its URL is not valid. Correct it; sending it again does not help.',
  },
  invalid_json: {
    status: 400,
    title: 'The body is not JSON',
    explanation:
      'The body could not be parsed, or it holds `__proto__` or `constructor.prototype`. `detail` says where.',
  },
  invalid_cursor: {
    status: 400,
    title: 'The cursor is not one of ours',
    explanation:
      'Cursors are opaque. Pass `nextCursor` of the page before unchanged, or leave `cursor` away to begin anew.',
  },
  query_invalid: {
    status: 400,
    title: 'The GraphQL request is not valid',
    explanation:
      'GraphQL only. The document has a fault of syntax, asks for what the schema does not have, or its variables do not fit it. `message` says where; nothing was done.',
  },
  query_too_complex: {
    status: 400,
    title: 'The GraphQL request asks for too much',
    explanation:
      'GraphQL only. It is too long, nested too deeply, or costs more than a request may. `message` tells the limit; ask for smaller pages or in several requests. Nothing was done.',
  },
  persisted_query_not_found: {
    status: 400,
    title: 'The persisted query is not known',
    explanation:
      'GraphQL only. This process has not seen a query with this hash, or has forgotten it. Send the request again with the query itself; clients do so by themselves.',
  },
  idempotency_key_invalid: {
    status: 400,
    title: 'The Idempotency-Key cannot be used',
    explanation: 'It has 1 to 255 visible ASCII characters, bare or in double quotes. A random UUID does well.',
  },
  api_key_missing: {
    status: 401,
    title: 'No API key was sent',
    explanation: 'Send `Authorization: Bearer cf_test_…` or `cf_live_…` with each request.',
  },
  api_key_invalid: {
    status: 401,
    title: 'The API key is unknown',
    explanation: 'The key is mistyped or was never issued by this installation.',
  },
  api_key_revoked: {
    status: 401,
    title: 'The API key was revoked',
    explanation: 'A revoked key works no longer, from the moment of its revocation. Use another one.',
  },
  api_key_expired: {
    status: 401,
    title: 'The API key has expired',
    explanation: '`expiresAt` of the key has passed. Create another one.',
  },
  max_spend_exceeded: {
    status: 402,
    title: 'The order comes to more than it may',
    explanation: 'It comes to more than its `maxSpend`, as `detail` says. Nothing was bought, held or changed.',
  },
  fleet_unaffordable: {
    status: 402,
    title: 'No ceiling pays for the target',
    explanation:
      'What stays and what is replaced comes to more in a month than `maxSpendPerMonth` or the spend ceiling of the account, as `detail` says. Raise the lower one, or lower `dailySendTarget`: `quotes.create` with a `fleet` says what it takes. Nothing was kept or changed.',
  },
  spend_ceiling_exceeded: {
    status: 402,
    title: 'The account has reached its spend ceiling',
    explanation:
      'With what the orders of this calendar month (UTC) hold, the order comes to more than the spend ceiling of the account, as `detail` says. Nothing was bought, held or changed. Raise the ceiling, or wait for the next month.',
  },
  scope_missing: {
    status: 403,
    title: 'The API key lacks a scope',
    explanation: '`detail` names the scope. Use a key that holds it; scopes of a key cannot be changed.',
  },
  scope_not_held: {
    status: 403,
    title: 'A key cannot give what it does not hold',
    explanation: 'A new key can hold only scopes that the key which creates it holds itself.',
  },
  route_not_found: {
    status: 404,
    title: 'There is no such path',
    explanation: 'Compare method and path with the reference. Paths are case-sensitive and end without a slash.',
  },
  domain_not_found: {
    status: 404,
    title: 'There is no such domain',
    explanation: 'It does not exist, or it belongs to another account or to the other mode (test or live).',
  },
  mailbox_not_found: {
    status: 404,
    title: 'There is no such mailbox',
    explanation: 'It does not exist, or it belongs to another account or to the other mode (test or live).',
  },
  operation_not_found: {
    status: 404,
    title: 'There is no such operation',
    explanation: 'It does not exist, or it belongs to another account or to the other mode (test or live).',
  },
  api_key_not_found: {
    status: 404,
    title: 'There is no such API key',
    explanation: 'It does not exist, or it belongs to another account or to the other mode (test or live).',
  },
  account_not_found: {
    status: 404,
    title: 'There is no such account',
    explanation:
      'It is neither the account of the key nor one of its sub-accounts, or it belongs to the other mode (test or live). The header `Coldframe-Account` may be what names it.',
  },
  audit_entry_not_found: {
    status: 404,
    title: 'There is no such entry in the audit log',
    explanation: 'It does not exist, or it belongs to another account or to the other mode (test or live).',
  },
  tenant_not_found: {
    status: 404,
    title: 'There is no such tenant',
    explanation: 'It does not exist, or it belongs to another account or to the other mode (test or live).',
  },
  rotation_not_found: {
    status: 404,
    title: 'There is no such rotation',
    explanation: 'It does not exist, or it belongs to another account or to the other mode (test or live).',
  },
  fleet_not_found: {
    status: 404,
    title: 'There is no such fleet',
    explanation: 'It does not exist, or it belongs to another account or to the other mode (test or live).',
  },
  suppression_not_found: {
    status: 404,
    title: 'There is no such suppression',
    explanation:
      'It does not exist, it was deleted, or it belongs to another account or to the other mode (test or live).',
  },
  event_not_found: {
    status: 404,
    title: 'There is no such event',
    explanation:
      'It does not exist, it is older than 90 days, or it belongs to another account or to the other mode (test or live).',
  },
  webhook_endpoint_not_found: {
    status: 404,
    title: 'There is no such webhook endpoint',
    explanation:
      'It does not exist, it was deleted, or it belongs to another account or to the other mode (test or live).',
  },
  webhook_delivery_not_found: {
    status: 404,
    title: 'There is no such webhook delivery',
    explanation:
      'It does not exist, it is older than 90 days, or it belongs to another account or to the other mode (test or live).',
  },
  method_not_allowed: {
    status: 405,
    title: 'The path does not know this method',
    explanation: 'The header `Allow` lists the methods of the path.',
  },
  request_timeout: {
    status: 408,
    title: 'The request came too slowly',
    explanation: 'Headers must arrive within 15 seconds, the whole request within 30.',
  },
  domain_exists: {
    status: 409,
    title: 'The domain is ordered already',
    explanation: 'Your account holds a domain of this name. `domainId` in the problem is its id.',
  },
  domain_unavailable: {
    status: 409,
    title: 'The domain cannot be ordered',
    explanation: 'The name is held by somebody else on this platform. Choose another name.',
  },
  domain_not_ready: {
    status: 409,
    title: 'The domain is not ready',
    explanation: 'Mailboxes can be added only while the domain is `warming` or `active`.',
  },
  domain_provisioning: {
    status: 409,
    title: 'The domain is being provisioned',
    explanation:
      'It cannot be retired before it is there. Cancel the operation that `operationId` names: that undoes it.',
  },
  domain_ended: {
    status: 409,
    title: 'The domain has ended',
    explanation: 'A domain that is `retired`, `cancelled` or `failed` holds nothing that could be retired.',
  },
  domain_not_rotatable: {
    status: 409,
    title: 'The domain cannot be replaced',
    explanation: 'Only a domain that is `warming` or `active` has a place that another one could take.',
  },
  rotation_in_progress: {
    status: 409,
    title: 'The domain is part of a rotation',
    explanation:
      'It is being replaced, or is about to replace another one. `rotationId` in the problem names the rotation: wait for its end, or cancel it.',
  },
  rotation_not_waiting: {
    status: 409,
    title: 'The rotation does not wait',
    explanation: 'Only a rotation that is `awaiting_approval` or `blocked` can be told to go on.',
  },
  rotation_ended: {
    status: 409,
    title: 'The rotation has ended',
    explanation: 'A rotation that is `completed` or `cancelled` cannot be cancelled.',
  },
  fleet_ended: {
    status: 409,
    title: 'The fleet is kept no more',
    explanation: 'It was ended. Its domains are there as before; keep another fleet to have new ones ordered.',
  },
  operation_in_progress: {
    status: 409,
    title: 'Another operation is in progress',
    explanation: 'Wait for the operation that `operationId` names to end, then try again.',
  },
  operation_finished: {
    status: 409,
    title: 'The operation has ended',
    explanation: 'An operation that has ended can be neither cancelled nor retried.',
  },
  operation_not_waiting: {
    status: 409,
    title: 'The operation does not wait',
    explanation: 'A retry is possible while a step is `action_required` or `waiting`; others go on by themselves.',
  },
  operation_not_cancellable: {
    status: 409,
    title: 'The operation cannot be cancelled',
    explanation: 'Only `domains.create` can be cancelled. Operations of other kinds go on to their end.',
  },
  mailbox_not_ready: {
    status: 409,
    title: 'The mailbox is still being made',
    explanation: 'It can be renamed or removed once it exists at the provider (`readyAt` is set).',
  },
  mailbox_ended: {
    status: 409,
    title: 'The mailbox has ended',
    explanation: 'A mailbox that is `retiring` or `retired` can be neither renamed nor removed again.',
  },
  mailbox_paused: {
    status: 409,
    title: 'The mailbox is paused already',
    explanation: 'A person has paused it. It sends nothing until it is resumed.',
  },
  mailbox_not_paused: {
    status: 409,
    title: 'The mailbox is not paused',
    explanation: 'There is nothing to resume.',
  },
  warmup_limit_above_cap: {
    status: 422,
    title: 'A limit is above what the mailbox provider lets through',
    explanation:
      'The cap of the provider, for one mailbox and day, is named. A limit above it is refused, not lowered in silence.',
  },
  fleet_too_large: {
    status: 422,
    title: 'The fleet would need too many domains',
    explanation:
      'One fleet keeps two thousand domains at most, spares among them. Split the target over several fleets, or give each domain more mailboxes.',
  },
  warmup_numbers_invalid: {
    status: 422,
    title: 'The numbers of the warmup do not fit together',
    explanation: 'A ramp begins at or below its cap, and the domain sends at least one message a day.',
  },
  mailbox_exists: {
    status: 409,
    title: 'An address is taken',
    explanation:
      'A mailbox of an earlier order of the same name has not been taken down yet. Wait for its operation to end, or choose other local parts.',
  },
  api_key_rolled: {
    status: 409,
    title: 'The API key was rolled already',
    explanation: '`replacedById` of the key names the one that took its place. Roll that one.',
  },
  api_key_ended: {
    status: 409,
    title: 'The API key has ended',
    explanation: 'A key that was revoked or has expired cannot be rolled. Create another one.',
  },
  webhook_endpoint_disabled: {
    status: 409,
    title: 'The webhook endpoint is disabled',
    explanation:
      'Nothing is sent to it. `disabledReason` tells why. Enable it first; what it missed can be redelivered afterwards.',
  },
  too_many_webhook_endpoints: {
    status: 409,
    title: 'The account has as many webhook endpoints as it may',
    explanation: 'An account has at most 50 in each mode, disabled ones included. Delete one that is not needed.',
  },
  idempotency_key_in_progress: {
    status: 409,
    title: 'The first request with this key is still at work',
    explanation:
      'A request with the same `Idempotency-Key` has not ended. Send it again, unchanged, after `Retry-After`.',
  },
  version_mismatch: {
    status: 412,
    title: 'It was changed in the meantime',
    explanation: '`If-Match` names a version that is no longer the present one, and nothing was changed.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is too large',
    explanation: 'A body has at most 1 MiB.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body has a type that is not understood',
    explanation: 'Send `Content-Type: application/json`.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    explanation:
      'The key has used up its window, or too many wrong keys came from your address. Wait as long as `Retry-After` says; nothing was done.',
  },
  headers_too_large: {
    status: 431,
    title: 'The headers are too large',
    explanation: 'The request line and the headers have at most 16 KiB together.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'The Idempotency-Key stands for another request',
    explanation: 'Within 24 hours a key stands for one request. Send that request, or take a new key.',
  },
  validation_failed: {
    status: 422,
    title: 'The request is not as described',
    explanation:
      '`errors` lists each value that is wrong: its `path`, a stable `code` and a `message`. Nothing was changed.',
  },
  provider_not_available: {
    status: 422,
    title: 'The mailbox provider is not available',
    explanation: 'Only `microsoft365` can be ordered now.',
  },
  registration_needs_managed_dns: {
    status: 422,
    title: 'A registered domain needs managed DNS',
    explanation:
      'Registering a domain means to delegate it to name servers; those are Coldframe’s. `registration: "register"` goes with `dns: "managed"`. Once it is yours elsewhere, order it with `registration: "existing"`.',
  },
  account_is_sub_account: {
    status: 422,
    title: 'A sub-account has no accounts of its own',
    explanation: 'Only an account of its own can have sub-accounts. Use a key of it, without `Coldframe-Account`.',
  },
  spend_ceiling_not_raisable: {
    status: 422,
    title: 'A sub-account cannot raise its own spend ceiling',
    explanation: 'Its keys may lower the ceiling. A key of the account above can raise or remove it.',
  },
  live_key_required: {
    status: 422,
    title: 'Only a live key may do this',
    explanation:
      'An account of its own has both modes, and what binds live orders is not for test keys. Use a live key, or a sub-account of test mode.',
  },
  attestation_missing: {
    status: 422,
    title: 'The account has not confirmed its responsibility',
    explanation:
      'Before its first live domain an account confirms once that consent and local law are its own responsibility: `accounts.attest`. Test mode needs none.',
  },
  currency_mismatch: {
    status: 422,
    title: 'The account has another currency',
    explanation: 'Amounts are in the currency of the account. `detail` names it.',
  },
  domain_is_primary: {
    status: 422,
    title: 'The brand’s own domain never sends cold mail',
    explanation: '`name` is the registrable domain of `brandDomain`. Its reputation carries the brand’s daily mail.',
  },
  replacement_required: {
    status: 422,
    title: 'There is nothing that could replace the domain',
    explanation:
      'No warm spare has the same provider, residency and brand. Name a domain of yours as `replacementDomainId`, or a name to order as `replacementName`; or mark a domain as `spare`.',
  },
  replacement_refused: {
    status: 422,
    title: 'That domain cannot take the place',
    explanation:
      '`errors` says why. It must be ready, fit, in no rotation, and have the same provider, residency and brand.',
  },
  mailboxes_refused: {
    status: 422,
    title: 'No mailbox could be added',
    explanation: 'Each item was refused, so nothing was changed. `errors` says why, item by item.',
  },
  webhook_url_refused: {
    status: 422,
    title: 'Webhooks are not sent to this URL',
    explanation:
      'It is not an https URL (http will do in test mode), or its host has no address on the public internet. `errors` says what is wrong. It is looked at when the endpoint is made, changed, tested or enabled, and again at each delivery.',
  },
  dmarc_report_refused: {
    status: 422,
    title: 'The file holds no DMARC report that can be read',
    explanation:
      '`detail` says what is wrong: too large, a DOCTYPE, broken, no report, or one without its period or domain. Sending it again does not help.',
  },
  live_mode_not_configured: {
    status: 422,
    title: 'Live mode is not set up',
    explanation: 'This installation has no credentials of live vendors (`LIVE_…` variables). Use a test key.',
  },
  test_mode_not_configured: {
    status: 422,
    title: 'Test mode is not set up',
    explanation: 'This installation has no sandbox (`TEST_…` variables). Use a live key.',
  },
  internal_error: {
    status: 500,
    title: 'Something went wrong here',
    explanation: 'The fault is ours, and the request may or may not have taken effect. Give support the `requestId`.',
  },
  overloaded: {
    status: 503,
    title: 'Too busy at the moment',
    explanation:
      'This process takes no more requests until it has caught up. Send it again after `Retry-After`; nothing was done.',
  },
  not_ready: {
    status: 503,
    title: 'Not ready',
    explanation: 'The API cannot reach its database. Try again in a while.',
  },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errorCatalogue
