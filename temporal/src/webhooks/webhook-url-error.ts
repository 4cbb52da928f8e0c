/** What a customer reads. The same words whatever is behind an address: they must tell nobody what our network looks like. */
export const webhookUrlFaults = {
  url_invalid: 'The URL is not an absolute http or https URL.',
  url_not_http: 'The URL must begin with https:// (or http:// in test mode).',
  url_not_https: 'The URL must begin with https:// in live mode.',
  url_has_credentials: 'The URL must not hold a user name or a password.',
  url_has_fragment: 'The URL must not have a fragment.',
  port_refused: 'Webhooks are not sent to this port.',
  address_refused: 'The host has an address that webhooks are not sent to.',
  host_not_found: 'The host has no address in DNS.',
  host_lookup_failed: 'The address of the host could not be looked up in DNS in time.',
} as const
export type WebhookUrlFault = keyof typeof webhookUrlFaults

/** Thrown for a URL, or a host, that webhooks are not sent to. */
export class WebhookUrlError extends Error {
  override readonly name = 'WebhookUrlError'
  readonly code: WebhookUrlFault

  constructor(code: WebhookUrlFault) {
    super(webhookUrlFaults[code])
    this.code = code
  }
}
