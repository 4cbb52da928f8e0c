import { anyOf } from './any-of.ts'
import { type TextRule, YAHOO_ERRORS } from './rule.ts'

/** Yahoo and AOL, and vendors whose codes say the contrary of what they mean. */
export const providers: TextRule[] = [
  {
    when: /\[TSS?0[1-9]\]|unexpected volume or user complaints/i,
    class: 'sender_reputation',
    says: 'Yahoo defers: unexpected volume or complaints',
    source: YAHOO_ERRORS,
  },
  {
    when: /\[BL\d\d\]|5\.7\.1 \[(?:BL|CL)\d\d\]/i,
    class: 'ip_blocked',
    says: 'the sending IP is on a list that Yahoo uses',
    source: YAHOO_ERRORS,
  },
  {
    when: /\[PH0\d\]|message content (?:is )?not acceptable/i,
    class: 'content',
    says: 'Yahoo blocked the content',
    source: YAHOO_ERRORS,
  },
  {
    when: /not accepted for policy reasons/i,
    class: 'auth_failure',
    says: 'Yahoo: DKIM or DMARC of the sender fail',
    source: YAHOO_ERRORS,
  },
  {
    when: /mailbox is disabled \(554\.30\)|554\.30\b/i,
    class: 'recipient_state',
    says: 'Yahoo disabled the mailbox',
    source: YAHOO_ERRORS,
  },
  {
    when: /user does(?:n'?t| not) have an? \S{1,253} account/i,
    class: 'recipient_unknown',
    isCertain: true,
    says: 'no such account at Yahoo or AOL',
    source: YAHOO_ERRORS,
  },
  {
    when: /\bOFR?_?416\b|\bLPN?0\d\d_416\b/i,
    class: 'recipient_unknown',
    isCertain: true,
    says: 'Orange and La Poste: no such recipient',
    source: 'https://postmaster.orange.fr',
  },
  {
    when: anyOf(
      /recipient preferences/,
      /recipient has blocked/,
      /blocked by (?:the |this )?recipient(?! organi)/,
      /e-?mail preferences of the person/,
      /\bRCP-P[123]\b/,
    ),
    class: 'policy_of_recipient',
    says: 'the person does not take this mail',
    source: 'https://postmaster.facebook.com/response_codes',
  },
  {
    when: /AUP#(?:CDR|O-)?BL|AUP#BL/i,
    class: 'ip_blocked',
    says: 'Cox and Spectrum: the sending IP is on a block list',
    source: 'https://www.cox.com/residential/support/email-error-codes.html',
  },
  {
    when: /AUP#/i,
    class: 'sender_reputation',
    says: 'Cox and Spectrum: the sender breaks their rules of use (AUP), whatever the code says',
    source: 'https://www.spectrum.net/support/internet/understanding-email-error-codes',
  },
  {
    when: /sent to too many recipients this hour|\bIB60\d\b|too many recipients this (?:hour|day)/i,
    class: 'rate',
    says: 'GoDaddy: the sender wrote to too many recipients, told with 5.1.1',
    source: 'https://www.godaddy.com/help/email-bounce-error-codes',
  },
  {
    when: /\bOFR?_?(?:999|40[0-3]|103|104|108)\b|\bLPN?0\d\d_(?:102|104|108|510|630)\b/i,
    class: 'ip_blocked',
    says: 'Orange and La Poste: too many connections, or the reputation of the IP',
    source: 'https://postmaster.orange.fr',
  },
  {
    when: /\bOFR?_?(?:506|515)\b|\bLPN?00[5-7]_(?:506|515)\b/i,
    class: 'content',
    says: 'Orange and La Poste: the content looks like spam',
    source: 'https://postmaster.orange.fr',
  },
  {
    when: /(?:account|user|mailbox)(?: or domain)? may not exist/i,
    class: 'recipient_unknown',
    says: 'no such recipient, as servers with cPanel tell it',
    source: 'https://docs.cpanel.net',
  },
  {
    when: /\bip=\S{1,45} - a problem occurred/i,
    class: 'ip_blocked',
    says: 'Telekom refuses the sending IP until its operator has asked',
    source: 'https://postmaster.t-online.de',
  },
  {
    when: /\bDT:SPM\b|\bMI:(?:SPB|STC|FTC)\b/,
    class: 'content',
    says: 'NetEase (163.com) takes it for spam',
    source: 'https://qiye.163.com/help',
  },
  {
    when: /ip frequency limited|frequency limited|mail rate is too fast/i,
    class: 'rate',
    says: 'Tencent: too many messages',
    source: 'https://service.mail.qq.com',
  },
]
