import type { BounceClass } from '../bounce-report.ts'

const RFC3463 = 'RFC 3463 section 3'

/** Only where no text said more. Longest prefix first; x.7.1 says no more than "no". */
const classes: [RegExp, BounceClass, string][] = [
  [/^\d\.1\.[78]$/, 'sender_reputation', 'the sender address is refused'],
  [/^5\.1\.(?:[01236]|10)$/, 'recipient_unknown', 'no such recipient or host'],
  [/^\d\.2\.3$/, 'content', 'the message is too large for the mailbox'],
  [/^\d\.2\.\d+$/, 'recipient_state', 'the state of the mailbox'],
  [/^\d\.3\.4$/, 'content', 'the message is too large'],
  [/^5\.4\.4$/, 'recipient_unknown', "the recipient's host cannot be found"],
  [/^\d\.5\.3$/, 'rate', 'too many recipients'],
  [/^\d\.6\.\d+$/, 'content', 'the form of the message'],
  [/^\d\.7\.(?:2[0-7]|9)$/, 'auth_failure', 'authentication fails'],
  [/^4\.7\.\d+$/, 'rate', 'deferred by a rule'],
  [/^5\.7\.\d+$/, 'policy_of_recipient', 'a rule of the receiving side'],
]

export interface CodeRule {
  class: BounceClass
  /** Of the domain, not of the user. */
  isAboutHost?: true
  says: string
  source: string
}

export function ruleByCode(status: string, replyCode: string): CodeRule {
  const found = classes.find(([pattern]) => pattern.test(status))
  if (found) return { class: found[1], says: found[2], source: RFC3463 }
  if (replyCode === '521' || replyCode === '556')
    return { class: 'recipient_unknown', isAboutHost: true, says: 'the host takes no mail', source: 'RFC 7504' }
  if (replyCode === '551')
    return { class: 'recipient_unknown', says: 'the recipient is not here', source: 'RFC 5321 section 3.4' }
  if (replyCode === '552')
    return { class: 'recipient_state', says: 'the mailbox is full', source: 'RFC 5321 section 4.2.2' }
  return { class: 'other', says: 'no reason is told', source: 'no rule' }
}
