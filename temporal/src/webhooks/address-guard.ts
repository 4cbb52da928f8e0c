import { createAddressRule } from './address-rule.ts'
import { createHostLookup, type HostLookup } from './host-lookup.ts'
import type { WebhookModes } from './webhook-config.ts'
import { parseWebhookUrl } from './webhook-url.ts'
import { WebhookUrlError } from './webhook-url-error.ts'

interface Mode {
  livemode: boolean
}

/** Keeps webhooks away from every address that is not the internet's. */
export interface AddressGuard {
  /** Throws a WebhookUrlError when webhooks are not sent to this URL. */
  check(url: string, mode: Mode): Promise<void>
  /** All addresses of a host, to be connected to as they are. Throws when any of them is refused. */
  addressesOf(host: string, mode: Mode): Promise<string[]>
}

/** `lookups` are for tests; else each mode asks the DNS servers of its configuration. */
export function createAddressGuard(
  config: WebhookModes,
  lookups?: { test: HostLookup; live: HostLookup },
): AddressGuard {
  const { test, live } = config
  const rules = { test: createAddressRule(test.networks), live: createAddressRule(live.networks) }
  const { test: lookUpInTest, live: lookUpInLive } = lookups ?? {
    test: createHostLookup({ servers: test.resolvers }),
    live: createHostLookup({ servers: live.resolvers }),
  }

  async function addressesOf(host: string, { livemode }: Mode): Promise<string[]> {
    const addresses = await (livemode ? lookUpInLive : lookUpInTest)(host.replace(/^\[(.*)\]$/, '$1'))
    if (!addresses.every(livemode ? rules.live : rules.test)) throw new WebhookUrlError('address_refused')
    return addresses
  }

  return {
    addressesOf,
    async check(text, mode) {
      await addressesOf(parseWebhookUrl(text, mode).hostname, mode)
    },
  }
}
