import { parse } from 'tldts'

/** What can be wrong with a domain name, with what to do about it. */
export const domainNameFaults = {
  domain_name_spaces: 'A domain name holds no spaces.',
  domain_name_underscore: 'A domain that can be registered holds no underscore.',
  domain_name_characters: 'Write the bare domain name, such as getacme.com: no scheme, path, port or address.',
  domain_name_ip_address: 'An IP address is no domain name.',
  domain_name_empty_label: 'Two dots follow each other, or the name begins with one.',
  domain_name_label_too_long: 'Each part between two dots has at most 63 characters, counted as punycode.',
  domain_name_too_long: 'A domain name has at most 253 characters, counted as punycode.',
  domain_name_hyphens:
    'No part of the name begins or ends with a hyphen, or has two hyphens in third and fourth place.',
  domain_name_invalid_idn: 'The name holds characters that internationalised domain names do not allow.',
  domain_name_reserved: 'The top-level domain is reserved and can never be registered (RFC 6761).',
  domain_name_tld_unknown: 'There is no such top-level domain.',
  domain_name_public_suffix: 'This is a public suffix: names are registered below it, nobody sends from it.',
  domain_name_subdomain: 'Order the registrable domain itself, not a name below it.',
} as const
export type DomainNameFault = keyof typeof domainNameFaults

/** What can be wrong with the part of an address before the `@`. */
export const localPartFaults = {
  local_part_empty: 'The local part is empty.',
  local_part_too_long: 'The local part has at most 64 characters.',
  local_part_characters: "The mailbox provider accepts letters without accents, digits and ' . - _ ! # ^ ~ only.",
  local_part_dots: 'The local part neither begins nor ends with a dot, and no two dots follow each other.',
  local_part_reserved: 'This is a role address, to which others report; it does not send cold mail.',
  local_part_address_too_long: 'The whole address has at most 113 characters.',
} as const
export type LocalPartFault = keyof typeof localPartFaults

export type NameResult = { name: string } | { fault: DomainNameFault }

const LONGEST_NAME = 253
const LONGEST_LABEL = 63
/** Far beyond any name, so that a megabyte of text is not parsed. */
const LONGEST_INPUT = 1_000

/** RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476; `arpa` belongs to the infrastructure of DNS (RFC 3172). */
const reservedTlds = ['alt', 'arpa', 'example', 'internal', 'invalid', 'local', 'localhost', 'onion', 'test']

/**
 * The ASCII form, in lower case and without a final dot, of a name from which mail can be sent.
 *
 * It is a registrable domain by the ICANN part of the Public Suffix List: a subdomain has no registration, tenant or
 * reputation of its own. Names below a private suffix (`acme.github.io`) count as subdomains, as their owner delegates
 * no name servers to us, and a private suffix itself (`github.io`) is as little for sale as `co.uk`.
 */
export function normalizeDomainName(input: string): NameResult {
  const host = parseHostName(input)
  if ('fault' in host) return host
  const { domain, isIcann, publicSuffix } = parse(host.name, { allowPrivateDomains: false })
  const isPrivateSuffix = parse(host.name, { allowPrivateDomains: true }).domain === null
  if (reservedTlds.includes(lastLabel(host.name))) return { fault: 'domain_name_reserved' }
  if (!isIcann || publicSuffix === null) return { fault: 'domain_name_tld_unknown' }
  if (domain === null || isPrivateSuffix) return { fault: 'domain_name_public_suffix' }
  return domain === host.name ? host : { fault: 'domain_name_subdomain' }
}

/** The registrable domain of the brand's name, which may be given as any host below it (`www.acme.com`). */
export function normalizeBrandDomain(input: string): NameResult {
  const host = parseHostName(input)
  if ('fault' in host) return host
  const { domain, isIcann } = parse(host.name, { allowPrivateDomains: false })
  if (reservedTlds.includes(lastLabel(host.name))) return { fault: 'domain_name_reserved' }
  if (!isIcann) return { fault: 'domain_name_tld_unknown' }
  return domain === null ? { fault: 'domain_name_public_suffix' } : { name: domain }
}

function parseHostName(input: string): NameResult {
  const fault = faultOfText(input)
  if (fault) return { fault }
  // The URL standard's host parser applies UTS 46 (IDNA); it reads numbers as IPv4 addresses.
  const host = URL.parse(`http://${input}/`)?.hostname
  if (host === undefined) return { fault: faultOfUnparsed(input) }
  if (!isValidPunycode(host)) return { fault: 'domain_name_invalid_idn' }
  const name = host.replace(/\.$/, '')
  if (/^\d+(\.\d+){3}$/.test(name)) return { fault: 'domain_name_ip_address' }
  const labelFault = faultOfLabels(name)
  return labelFault ? { fault: labelFault } : { name }
}

function faultOfText(input: string): DomainNameFault | null {
  if (input.length > LONGEST_INPUT) return 'domain_name_too_long'
  if (/\s/u.test(input)) return 'domain_name_spaces'
  if (/^\[.*\]$|^[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*$/i.test(input)) return 'domain_name_ip_address'
  if (input.includes('_')) return 'domain_name_underscore'
  if (input === '' || /[\p{Cc}/:@?#%&=+,;!$'"*()<>[\]\\^`{|}~]/u.test(input)) return 'domain_name_characters'
  if (/^[.。]|[.。]{2}/u.test(input)) return 'domain_name_empty_label'
  return null
}

/** Punycode is decoded, and so checked, only where some other label is not ASCII. */
const isValidPunycode = (host: string) => !host.includes('xn--') || URL.parse(`http://ü.${host}/`) !== null

function faultOfUnparsed(input: string): DomainNameFault {
  return /(^|\.)\d+\.?$/.test(input) ? 'domain_name_ip_address' : 'domain_name_invalid_idn'
}

/** RFC 1035 section 2.3.4 (lengths), RFC 1123 section 2.1 and RFC 5891 section 4.2.3.1 (hyphens). */
function faultOfLabels(name: string): DomainNameFault | null {
  const labels = name.split('.')
  if (name.length > LONGEST_NAME) return 'domain_name_too_long'
  if (labels.includes('')) return 'domain_name_empty_label'
  if (labels.some((label) => label.length > LONGEST_LABEL)) return 'domain_name_label_too_long'
  if (labels.some((label) => /^-|-$|^(?!xn)..--/.test(label))) return 'domain_name_hyphens'
  return labels.every((label) => /^[a-z0-9-]+$/.test(label)) ? null : 'domain_name_characters'
}

const lastLabel = (name: string) => name.slice(name.lastIndexOf('.') + 1)

const LONGEST_LOCAL_PART = 64
/** Entra ID's limit on a userPrincipalName, which a mailbox's address is as well. */
const LONGEST_ADDRESS = 113

/**
 * Mailbox names of RFC 2142, the two that RFC 5321 keeps for mail itself, and those that receive reports: blocklists and
 * receivers write there about the sender, so a sender must not hide behind them.
 */
const reservedLocalParts = [
  'abuse',
  'dmarc',
  'hostmaster',
  'mailer-daemon',
  'noc',
  'postmaster',
  'security',
  'tls-rpt',
  'webmaster',
]

/**
 * What is wrong with a local part, or null. The characters are those that Entra ID allows in a userPrincipalName, fewer
 * than RFC 5321 does: the address is the user's name at the provider, and plus signs or slashes are refused there.
 */
export function faultOfLocalPart(localPart: string, domainName = ''): LocalPartFault | null {
  if (localPart === '') return 'local_part_empty'
  if (localPart.length > LONGEST_LOCAL_PART) return 'local_part_too_long'
  if (!/^[A-Za-z0-9'._!#^~-]+$/.test(localPart)) return 'local_part_characters'
  if (/^\.|\.$|\.\./.test(localPart)) return 'local_part_dots'
  if (reservedLocalParts.includes(localPart.toLowerCase())) return 'local_part_reserved'
  return localPart.length + 1 + domainName.length > LONGEST_ADDRESS ? 'local_part_address_too_long' : null
}

/** Exchange compares addresses without case; they are kept in lower case. */
export const addressOf = (localPart: string, domainName: string) => `${localPart.toLowerCase()}@${domainName}`
