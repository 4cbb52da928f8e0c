import { anyOf } from './any-of.ts'
import type { TextRule } from './rule.ts'

/** What our own DNS or headers cause. */
export const authentication: TextRule[] = [
  {
    when: /\bdmarc\b|\bdkim\b|domainkeys|\bspf\b|sender policy framework|sender[- ]?id\b|openspf|invalid ip for sending mail of domain/i,
    class: 'auth_failure',
    says: 'SPF, DKIM or DMARC of the sender fail',
    source: 'RFC 7208 section 8.4, RFC 9989',
  },
  {
    when: anyOf(
      /reverse (?:dns|lookup|mapping)/,
      /\brdns\b/,
      /\bptr\b/,
      /no reverse/,
      /without (?:a )?(?:valid )?(?:reverse|hostname)/,
      /cannot find your (?:reverse )?hostname/,
      /fcrdns/,
      /unable to resolve (?:your|the) (?:ip|host)/,
      /client host rejected: cannot find/,
      /client host rejected: .{0,20}(?:unknown|not found)/,
      /(?:invalid|bad|forged|need fully-qualified) (?:helo|ehlo|hostname)/,
      /helo command rejected/,
    ),
    class: 'auth_failure',
    says: 'the sending server has no right PTR record or HELO name',
    source: 'RFC 7372 section 3.3',
  },
  {
    when: anyOf(
      /domain of sender (?:address )?\S{0,120} ?does not (?:exist|resolve)/,
      /sender domain (?:must (?:resolve|exist)|not found|does not)/,
      /sender address rejected: (?:domain not found|.{0,40}does not resolve)/,
      /sender (?:address )?verif(?:y|ication)/,
      /purported responsible/,
      /unrout(?:e)?able sender/,
      /unresolvable domain/,
      /your domain.{0,20}(?:not exist|not found|no mx)/,
      /sender'?s? domain.{0,30}(?:not exist|not found|resolve)/,
      /cannot resolve .{0,40}(?:sender|from)/,
    ),
    class: 'auth_failure',
    says: "the sender's domain or address cannot be verified",
    source: 'texts of Postfix, sendmail, Exim',
  },
  {
    when: anyOf(
      /(?:sender|return[- ]path|mail from|from address|envelope from|from domain|reply-to)\b.{0,60}\b(?:reject|denied|refused|invalid|not (?:allowed|permitted|accepted|authori[sz]ed|exist|known|valid)|unknown|blocked|blacklist|prohibit)/,
      /(?:reject|den(?:y|ied)|refuse|block|unknown|invalid|not accept)\w{0,4}\b.{0,20}\b(?:sender|return[- ]path)\b/,
      /5\.1\.[78]\b/,
    ),
    class: 'sender_reputation',
    says: 'the sender address or domain is refused',
    source: 'RFC 3463 section 3.2, texts of receiving servers',
  },
]
