import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'
import type { AddressGuard } from './address-guard.ts'

interface PinnedAgentOptions {
  guard: Pick<AddressGuard, 'addressesOf'>
  livemode: boolean
  timeoutMs: number
  /** Certificates that are trusted beside the system's. */
  ca?: string | undefined
}

/** Many servers close idle connections after two seconds or more: one that they are about to close is not used. */
const KEEP_ALIVE_MS = 1_500
const MOST_HEADER_BYTES = 16_384

/**
 * Keeps connections alive, and makes each new one to an address that the guard has passed: it is asked within the
 * connection's own lookup, so nothing is resolved a second time.
 */
export function createPinnedAgent({ guard, livemode, timeoutMs, ca }: PinnedAgentOptions): Agent {
  const lookup: LookupFunction = (host, options, done) => {
    guard.addressesOf(host, { livemode }).then(
      (addresses) => {
        const [first = ''] = addresses
        if (!options.all) return done(null, first, isIP(first))
        done(
          null,
          addresses.map((address) => ({ address, family: isIP(address) })),
        )
      },
      (error) => done(error, ''),
    )
  }
  const connect = buildConnector({ lookup, timeout: timeoutMs, allowH2: false, ...(ca ? { ca } : {}) })
  return new Agent({
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: MOST_HEADER_BYTES,
    // A host that is an address is not looked up.
    connect: (options, done) => {
      if (isIP(options.hostname) === 0) return connect(options, done)
      guard.addressesOf(options.hostname, { livemode }).then(
        () => connect(options, done),
        (error) => done(error, null),
      )
    },
  })
}
