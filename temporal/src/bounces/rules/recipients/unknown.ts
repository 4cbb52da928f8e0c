import { anyOf, saidOf } from '../any-of.ts'
import type { TextRule } from '../rule.ts'
import { unknownsAbroad } from './unknown-abroad.ts'

const gone = anyOf(
  /5\.1\.6\b/,
  /no longer (?:on (?:this )?server|valid|in use|active|exist|employed|available|accept|work|with)/,
  /has (?:moved|been changed|changed)/,
  /mailbox (?:has )?moved/,
  /left the (?:company|organi)/,
  saidOf(
    ['mail ?box', 'account', 'user', 'address', 'recipient'],
    ['(?:has been |was |is )(?:deleted|removed|erased)'],
    30,
  ),
)

/** "Unknown user", "no such mailbox", "BAD_RECIPIENT". */
const unknownBefore = new RegExp(
  [
    '(?:unkn?own|no such|wrong|invalid|illegal|(?:non-?|in|un)exist(?:ent|ing)|bad|incorrect|undeliverable|unrouteable|unroutable|not a valid|no valid)[ -]',
    '(?:or (?:illegal|invalid|unknown) )?',
    '(?:local[- ]?part|final delivery|local|virtual|e-?mail|mail|rcpt|destination|forward-path|to)?[ -]?',
    String.raw`(?:user ?id|user|recipient|receiver|local[- ]?part|address|mail ?box|account|alias|person|customer|name|id\b|rcpt)`,
  ].join(''),
)

/** "User unknown", "recipient <a@example.com> could not be found", "address does not exist". */
const unknownBehind = new RegExp(
  [
    String.raw`(?:user(?:name)?|recipient|mail ?box|mail ?drop|local[- ]?part|address|account|alias|rcpt|receiver|e-?mail name|person|addressee|customer)(?:\(?e?s\)?)?`,
    String.raw`(?: \S{1,120}| \([^)]{1,80}\))?(?: address)?(?:,? ?[:-]? ?)`,
    "(?: ?(?:is|was|are|could|can|has been|does|do|did))?(?:n'?t| ?not)? ?(?:not |be |been )?",
    String.raw`(?:unkn?own|invalid|illegal|undefined|present\b|ok\b|found|exist|known|live|listed|recogni[sz]ed|nonexistent|valid|located|have (?:a|an)\b|registered|defined|undeliverable|no longer)`,
  ].join(''),
)

const unknownElsehow = anyOf(
  /not our (?:customer|user)/,
  /not listed in/,
  /not (?:a|an) (?:known|local|valid|active|existing) (?:user|recipient|mailbox|address|account)/,
  /not known at this/,
  /not a member of (?:the )?domain/,
  /marked as invalid/,
  /recipients? (?:cannot|can't|could not) be verified|can(?:not|'t) verify (?:the )?recipient/,
  /not (?:on|in) (?:our|this|the) (?:system|server|domain)/,
  /\b55\d (?:5\.\d\.\d )?(?:<>:? ?)?(?:is )?not (?:here|(?:a )?valid|known|found)\b/,
  /(?:isn't|is not|aren't) in my (?:control file|validrcptto|local list|list of (?:users|recipients))/,
  /no mail ?box\b(?! (?:name|space))/,
  /no such (?:e-?mail|mail ?drop|local)/,
  /no ?(?:one|body|user|account|recipient|person) (?:at|by|with|of) (?:that|this|the) (?:e-?mail )?(?:name|address)/,
  /not found in (?:the |our )?(?:ldap|directory|database|system|records)/,
  /bad ?(?:rcpt|recipient) ?to\b/,
  /\b55[0-4][ -](?:5\.[01]\.\d{1,2} )?(?:<> ?)?(?:requested action not taken: )?(?:the )?mail ?box (?:is )?(?:unavailable|not available)\b/,
  /(?:no|zero) valid recipients/,
  /(?:do(?:es)?n'?t|do(?:es)? not) have an? (?:\S{1,60} )?(?:account|mail ?box)/,
  /(?:cannot|can't|could not|couldn't|unable to|not able to) (?:find|locate|recogni[sz]e) .{0,30}(?:address|user|recipient|mailbox|account)/,
  /(?:user|recipient|person|account)\b.{0,40} (?:is not|isn't) (?:here|at this|on this)\b/,
  /did not match (?:exactly )?an?\b.{0,30}address/,
  /address is wrong/,
  /missing home directory/,
  /unknown in (?:virtual|local|relay)/,
)

const refusedWithoutReason = anyOf(
  /\b5\d\d (?:5\.[01]\.\d )?(?:<> ?)?(?:address |recipient )?rejected\.?$/,
  /recipient address rejected\.?$/,
  /recipient address rejected\. ?\(/,
  /rcpt(?: to)? (?:not accepted|rejected)$/,
  /address rejected by (?:the )?remote/,
)

/** Who says "unknown or disabled" has no such mailbox, and cannot tell why. */
const unknownOrElse =
  /(?:unknown|not found|inconnue?|unbekannt|sconosciut[oa]|desconocid[oa]) (?:or|ou|oder|o) (?!.{0,40}(?:host|domain))/i

const TEXTS = 'texts of receiving servers'

/** Before all that is told of mailboxes that are there. */
export const unknownsFirst: TextRule[] = [
  {
    when: unknownOrElse,
    class: 'recipient_unknown',
    says: 'no such recipient, or one that is disabled',
    source: TEXTS,
  },
]

/** Of an address that is not there. */
export const unknowns: TextRule[] = [
  {
    when: gone,
    class: 'recipient_unknown',
    says: 'the recipient is gone',
    source: 'RFC 3463 section 3.2 (x.1.6)',
  },
  {
    when: anyOf(unknownBefore, unknownBehind, unknownElsehow),
    class: 'recipient_unknown',
    says: 'no such recipient',
    source: TEXTS,
  },
  ...unknownsAbroad,
  {
    when: refusedWithoutReason,
    class: 'recipient_unknown',
    says: 'the address is refused without a reason',
    source: 'https://www.postfix.org/ADDRESS_VERIFICATION_README.html',
  },
]
