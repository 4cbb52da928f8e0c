import { anyOf } from './any-of.ts'
import { MICROSOFT_CONSUMER, MICROSOFT_NDR, type TextRule } from './rule.ts'

/** Exchange Online and Outlook.com. Codes of our own account and tenant come first: they stop a mailbox, not a list. */
export const microsoft: TextRule[] = [
  {
    when: /bad outbound sender|5\.7\.50[123] .{0,40}(?:spam abuse|banned sender)|sending account has been banned/i,
    class: 'account_restricted',
    says: 'our mailbox may not send any more (bad outbound sender)',
    source: MICROSOFT_NDR,
  },
  {
    when: anyOf(
      /5\.7\.7(?:0\d|[1-4]\d)\b/,
      /tenant has exceeded threshold/,
      /5\.7\.750/,
      /unregistered domain/,
      /5\.7\.23[23]\b/,
      /tenant external recipient rate/,
    ),
    class: 'account_restricted',
    says: 'our tenant may not send (threshold, traffic not accepted, unregistered domain)',
    source: MICROSOFT_NDR,
  },
  {
    when: /5\.1\.90\b|submission quota exceeded|5\.2\.2 .{0,20}submission quota|exceeded (?:the|your) (?:daily|sending|recipient) limit/i,
    class: 'account_restricted',
    says: "our mailbox's sending limit is reached",
    source: MICROSOFT_NDR,
  },
  {
    when: /banned sending ip|5\.7\.6(?:0[6-9]|[1-4]\d)\b|banned sender ?\[|5\.7\.511\b/i,
    class: 'ip_blocked',
    says: 'the sending IP is banned',
    source: MICROSOFT_NDR,
  },
  {
    when: anyOf(
      /\bS31[0-9]{2}\b/,
      /part of their network is on our block ?list/,
      /\b(?:SC|DY|OU|RP)-00\d\b/,
      /too many unwanted messages/,
      /4\.7\.65\d\b/,
      /rate limited due to ip reputation/,
    ),
    class: 'ip_blocked',
    says: 'the sending IP or its network is on a block list of Outlook.com',
    source: MICROSOFT_CONSUMER,
  },
  {
    when: /5\.7\.515\b|required authentication level|does not pass dmarc|5\.7\.509\b/i,
    class: 'auth_failure',
    says: 'SPF, DKIM or DMARC do not reach the level that Outlook.com asks',
    source: 'https://learn.microsoft.com/defender-office-365/email-authentication-about',
  },
  {
    when: anyOf(
      /recip(?:ient)?notfound/,
      /5\.1\.10\b.{0,80}recipient/,
      /5\.4\.1\b.{0,200}access denied/,
      /recipient address rejected: ?access denied/,
      /AS\(201806281\)/,
    ),
    class: 'recipient_unknown',
    isCertain: true,
    says: 'no such recipient in the directory (also as directory-based edge blocking tells it)',
    source: MICROSOFT_NDR,
  },
  {
    when: /requested action not taken: mailbox unavailable/i,
    class: 'recipient_unknown',
    isCertain: true,
    says: 'no such mailbox at Outlook.com',
    source: MICROSOFT_CONSUMER,
  },
  {
    when: /5\.4\.310\b|5\.1\.2 .{0,60}domain.{0,20}not exist/i,
    class: 'recipient_unknown',
    isAboutHost: true,
    says: "the recipient's domain does not exist",
    source: MICROSOFT_NDR,
  },
  {
    when: anyOf(
      /resolver\.rst\.(?!recipsizelimit|sendersizelimit)/,
      /transport\.rules\.rejectmessage/,
      /5\.7\.1(?:2[3-9]|3[0-9])\b/,
      /not allowed to send to this (?:group|recipient)/,
      /not allowed to bypass/,
    ),
    class: 'policy_of_recipient',
    says: "the recipient's organisation restricts who may write to it",
    source: MICROSOFT_NDR,
  },
  {
    when: anyOf(
      /[45]\.2\.12[12]\b/,
      /recipient.{0,30}(?:hourly|message) (?:message )?receive limit/,
      /storedrv.{0,60}(?:quota|over ?quota)/,
      /submissionquotaexceeded/,
    ),
    class: 'recipient_state',
    says: 'the mailbox is full or gets more mail than its limit',
    source: MICROSOFT_NDR,
  },
  {
    when: /4\.7\.5\d\d\b|4\.3\.2 .{0,40}(?:storedrv|mailbox server is busy)|server busy\. please try again later/i,
    class: 'rate',
    says: 'Exchange Online slows the sender down',
    source: MICROSOFT_NDR,
  },
]
