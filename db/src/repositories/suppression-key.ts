import { hash } from 'node:crypto'
import { domainToASCII } from 'node:url'
import type { Owner } from '../owner.ts'

const LONGEST_DOMAIN = 255

/** 128 bits of a digest tell addresses apart; of the same address each account and mode has another one. */
export const suppressionKeyOf = ({ accountId, livemode }: Owner, address: string): string =>
  hash('sha256', `${accountId}/${livemode}/${canonical(address)}`).slice(0, 32)

/** In ASCII; null where there is none. */
export function recipientDomainOf(address: string): string | null {
  const { at, text } = split(address)
  return at < 0 ? null : domainToASCII(text.slice(at + 1)).slice(0, LONGEST_DOMAIN) || null
}

/** Local parts may differ by case, and nobody's do. A domain in either form, `bücher.de` or `xn--bcher-kva.de`, is the same one. */
function canonical(address: string): string {
  const { at, text } = split(address)
  const domain = text.slice(at + 1)
  return text.slice(0, at + 1) + (domainToASCII(domain) || domain)
}

function split(address: string) {
  const text = address.trim().normalize('NFC').toLowerCase()
  return { text, at: text.lastIndexOf('@') }
}
