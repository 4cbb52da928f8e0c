import { isIPv6 } from 'node:net'
import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
export type Network = [Address, number]

/** The only part of IPv6 from which addresses of the internet are given out (RFC 4291 section 2.4, IANA). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** Throws when the text is no network in the form `address/bits`. */
export const parseNetwork = (text: string): Network => ipaddr.parseCIDR(text)

/** Whether webhooks may be sent to an address: those of the internet, and those of `networks`. */
export function createAddressRule(networks: Network[]): (address: string) => boolean {
  return (text) => {
    const plain = isIPv6(text) ? toHexadecimal(text) : text
    if (!ipaddr.isValid(plain)) return false
    // An IPv4 address in IPv6 form (`::ffff:7f00:1`) is the IPv4 address.
    const address = ipaddr.process(plain)
    return isPublic(address) || networks.some((network) => isWithin(address, network))
  }
}

/** Of an address that ends in an IPv4 address, ipaddr.js looks at that part alone. */
const toHexadecimal = (text: string): string => URL.parse(`http://[${text}]`)?.hostname.slice(1, -1) ?? ''

/** Asks what is allowed, so that a range that nobody thought of is refused. */
function isPublic(address: Address): boolean {
  const isUnicast = address.range() === 'unicast'
  return isUnicast && (address instanceof ipaddr.IPv4 || isWithin(address, globalUnicast))
}

function isWithin(address: Address, [network, bits]: Network): boolean {
  return address.kind() === network.kind() && address.match(network, bits)
}
