import { type AuthenticateResult, authenticate } from 'mailauth'
import { getDomain } from 'tldts'
import type { DnsLookup } from '../dns/dns-lookup.ts'
import type { AuthenticationOutcome, AuthenticationResult, MessageAuthenticator } from './proof-mailbox.ts'
import { readReceivedFrom } from './received-from.ts'

/** Who computed the result (RFC 8601 section 2.5). */
const AUTHSERV_ID = 'coldframe'

const none: AuthenticationResult = { result: 'none', domain: null, aligned: false, comment: null }

/** Judges messages with mailauth by the DNS of this moment. */
export function createMessageAuthenticator(lookup: Pick<DnsLookup, 'resolve'>): MessageAuthenticator {
  async function judge(raw: Buffer): Promise<AuthenticationOutcome> {
    const options = { trustReceived: true, mta: AUTHSERV_ID, disableArc: true, disableBimi: true, strict: true }
    const answer = await authenticate(raw, { ...options, ...readReceivedFrom(raw), resolver: lookup.resolve })
    const author = domainOf(answer.dkim.headerFrom[0])
    return {
      spf: spfOf(answer, author),
      dkim: dkimOf(answer, author),
      dmarc: dmarcOf(answer),
      header: headerOf(answer),
    }
  }
  return { authenticate: judge }
}

function spfOf({ spf }: AuthenticateResult, author: string | null): AuthenticationResult {
  if (!spf) return none
  return { ...statusOf(spf.status), domain: spf.domain || null, aligned: isAligned(spf.domain, author) }
}

/** A message can have several signatures; DMARC is content with one that passes and is aligned. */
function dkimOf({ dkim }: AuthenticateResult, author: string | null): AuthenticationResult {
  const results = dkim.results.map(({ status, signingDomain }) => {
    const domain = signingDomain || null
    return { ...statusOf(status), domain, aligned: isAligned(domain, author) }
  })
  const passed = results.filter(({ result }) => result === 'pass')
  return passed.find(({ aligned }) => aligned) ?? passed[0] ?? results[0] ?? none
}

function dmarcOf({ dmarc }: AuthenticateResult): AuthenticationResult {
  if (!dmarc) return none
  const domain = dmarc.status.header?.from ?? dmarc.domain
  return { ...statusOf(dmarc.status), domain: domain || null, aligned: dmarc.status.result === 'pass' }
}

function statusOf(status: { result: string; comment?: string }): Pick<AuthenticationResult, 'result' | 'comment'> {
  return { result: status.result === 'temperr' ? 'temperror' : status.result, comment: status.comment || null }
}

/** Relaxed alignment: one organisational domain. */
function isAligned(domain: string | null, author: string | null): boolean {
  if (!domain || !author) return false
  return domain === author || organisation(domain) === organisation(author)
}

const organisation = (domain: string) => getDomain(domain, { allowPrivateDomains: true }) ?? domain
const domainOf = (address: string | undefined) => address?.split('@').at(-1)?.toLowerCase() ?? null

function headerOf({ headers }: AuthenticateResult): string {
  const [, value = ''] = headers.split(/^Authentication-Results:\s*/im)
  return (value.split(/\r?\n(?![ \t])/, 1)[0] ?? '').replaceAll(/\s+/g, ' ').trim()
}
