import { anyOf } from './any-of.ts'
import type { TextRule } from './rule.ts'

const RFC5782 = 'https://www.rfc-editor.org/rfc/rfc5782'

/** A public list is named. Lists of domains say something about us, lists of IPs about the server that sent. */
export const blockLists: TextRule[] = [
  {
    when: anyOf(
      /(?:sender|sending|from|your|mail|e-?mail)(?:'s)? ?domain\b.{0,60}\breputation/,
      /\breputation of (?:the |your )?(?:sender|sending|from|mail)?(?:'s)? ?domain/,
      /\bdomain reputation/,
    ),
    class: 'sender_reputation',
    says: 'the reputation of the sending domain is too low',
    source: 'texts of receiving servers',
  },
  {
    when: anyOf(
      /dbl\.spamhaus/,
      /spamhaus dbl/,
      /\bsurbl\b/,
      /\buribl\b/,
      /\brhsbl\b/,
      /ivmuri/,
      /(?:domain|url|link).{0,60}(?:is |are )?(?:black ?listed|listed (?:in|on|at|by)|on (?:a|our|the) (?:black|block) ?list)/,
    ),
    class: 'domain_blocked',
    says: 'a domain of the message or the sender is on a block list',
    source: RFC5782,
  },
  {
    when: anyOf(
      /spamhaus/,
      /spamcop/,
      /barracudacentral/,
      /barracudanetworks/,
      /\bsorbs\b/,
      /\bcbl\b/,
      /abuseat/,
      /\bpsbl\b/,
      /uceprotect/,
      /ivmsip/,
      /invaluement/,
      /\bdnsr?bl\b/,
      /\brbls?\b/,
      /mailspike/,
      /dnsbl-lookup/,
      /sender\.office\.com/,
      /njabl/,
      /ordb\b/,
      /maps - /,
      /mail-abuse/,
    ),
    class: 'ip_blocked',
    says: 'the sending IP is on a block list',
    source: RFC5782,
  },
  {
    when: anyOf(
      /(?:black|block|deny) ?-?list(?:ed)?\b/,
      /\bblocked (?:ip|using|by|due to(?!.{0,30}(?:content|spam|virus|attach)))/,
      /\bblock(?:ed)? for spam/,
      /\bblock(?:ed)?\b.{0,80}[?&]ip=/,
      /(?:ip|host|client|server|network|connection)\b.{0,60}\b(?:blocked|banned|blacklisted|not allowed|denied access)/,
      /open relay\b/,
      /\b(?:blocked|banned|bad|poor|low|worst)\b.{0,30}\b(?:ip|ip address|reputation)\b/,
    ),
    class: 'ip_blocked',
    says: 'the sending IP is blocked',
    source: 'texts of receiving servers',
  },
]
