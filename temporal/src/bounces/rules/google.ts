import { anyOf } from './any-of.ts'
import { GOOGLE_ERRORS, type TextRule } from './rule.ts'

/** Gmail and Google Workspace. */
export const google: TextRule[] = [
  {
    when: /daily (?:user )?sending (?:quota|limit) exceeded|5\.4\.5\b.{0,80}(?:quota|limit)|reached a limit for sending mail/i,
    class: 'account_restricted',
    says: "our mailbox's daily sending limit is reached",
    source: GOOGLE_ERRORS,
  },
  {
    when: anyOf(
      /reputation of the sending (?:domain|ip)/,
      /low reputation/,
      /unsolicited mail originating from your/,
      /likely unsolicited mail/,
      /unusual rate of unsolicited/,
      /[45]\.7\.28\b/,
    ),
    class: 'sender_reputation',
    says: 'Google trusts the sending domain or IP too little',
    source: GOOGLE_ERRORS,
  },
  {
    when: anyOf(
      /nature of the content/,
      /content presents a potential/,
      /blockedmessage/,
      /5\.7\.0 .{0,30}(?:mail|message) (?:sending )?(?:was )?blocked because/,
    ),
    class: 'content',
    says: 'Google blocked the content or an attachment',
    source: 'https://support.google.com/mail/answer/6590',
  },
  {
    when: /\bgcdp\b|your (?:e-?mail|message) (?:to|has been).{0,80}(?:administrator|policy)|policy that prohibit/i,
    class: 'policy_of_recipient',
    says: "a rule of the recipient's administrator",
    source: 'https://knowledge.workspace.google.com/admin/gmail/advanced/set-up-compliance-rules',
  },
  {
    when: /receiving (?:e?mail|messages) (?:at a rate|too quickly)|4\.2\.1\b.{0,120}rate/i,
    class: 'recipient_state',
    says: 'the mailbox gets more mail than its limit',
    source: GOOGLE_ERRORS,
  },
  {
    when: anyOf(
      /unauthenticated e?-?mail/,
      /this (?:mail|message) (?:has been blocked because the sender is|is) unauthenticated/,
      /[45]\.7\.(?:2[3-79]|3[0-2]|40)\b/,
      /sender is unauthenticated/,
    ),
    class: 'auth_failure',
    says: 'SPF, DKIM, DMARC, TLS or the PTR record of the sender fail (also RFC 7372)',
    source: 'https://support.google.com/mail/answer/81126',
  },
  {
    when: /dns error: ?\d{1,20} dns type/i,
    class: 'recipient_unknown',
    isAboutHost: true,
    says: "the recipient's domain has no mail server in the DNS",
    source: GOOGLE_ERRORS,
  },
  {
    when: /nosuchuser|the (?:e-?mail )?account that you tried to reach does not exist/i,
    class: 'recipient_unknown',
    says: 'no such account',
    source: GOOGLE_ERRORS,
  },
  {
    when: /groups\.google\.com\/support/i,
    class: 'policy_of_recipient',
    says: 'the Google group does not exist or does not take mail from everybody; Google says the same of both',
    source: 'https://support.google.com/groups',
  },
]
