import { anyOf } from '../any-of.ts'
import type { TextRule } from '../rule.ts'

const unknown = anyOf(
  new RegExp(
    [
      String.raw`(?:host|domain)(?: name)?(?: or domain name)?(?: \S{1,120})?,? ?`,
      "(?:is |was |could |does |name )?(?:n'?t |not )?(?:be )?",
      String.raw`(?:unknown|not found|found|exist|not exist|invalid|not reachable|unresolvable|lookup failed|could not be found)\b`,
    ].join(''),
  ),
  /(?:unknown|no such|invalid|bad|illegal|nonexistent|unrouteable|unroutable)[ -](?:mail |destination |remote )?(?:host|domain|hostname)/,
  /can(?:not|'t)(?: possibly)? (?:find|resolve) (?:your |the |any )?(?:host|domain)/,
  /couldn'?t find (?:any|a) (?:host|mail exchanger)/,
  /domain (?:is |has been )?(?:retired|obsolete|closed|not in use)/,
  /nxdomain/,
  /name or service not known/,
  /lookup of \S{1,253} (?:responded with code|had no relevant answers)/,
  /domain \S{0,253} ?(?:could not|couldn'?t) be found/,
  /5\.1\.2\b/,
)

const takesNoMail = anyOf(
  /null ?mx/,
  /indicated no smtp service/,
  /no mx(?: record)?s? (?:found|for|exist)/,
  /mx records? (?:point|not)/,
  /no (?:a |mx |dns )?records? found/,
  /(?<!(?:user|recipient|person|customer|mailbox|account) )does(?:n'?t| not) (?:accept|receive) (?:any )?(?:e-?)?mail/,
  /accepts no (?:e-?)?mail/,
  /(?:domain|host)(?: \S{1,120})? (?:is )?not (?:hosted|handled|served|local) (?:here|on this|by this)/,
  /(?:does not|doesn't) host/,
  /no mail (?:server|host|exchanger) (?:for|found)/,
  /5\.4\.4\b/,
  /invalid domain/,
)

/** The host of the recipient does not exist, or takes no mail: as permanent as an unknown user, unless told as temporary. */
export const hosts: TextRule[] = [
  {
    when: unknown,
    class: 'recipient_unknown',
    isAboutHost: true,
    says: "the recipient's domain does not exist",
    source: 'RFC 3463 section 3.2 (x.1.2)',
  },
  {
    when: takesNoMail,
    class: 'recipient_unknown',
    isAboutHost: true,
    says: "the recipient's domain takes no mail",
    source: 'RFC 7505, RFC 3463 section 3.5 (x.4.4)',
  },
]
