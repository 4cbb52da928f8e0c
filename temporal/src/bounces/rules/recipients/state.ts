import { anyOf, saidOf } from '../any-of.ts'
import type { TextRule } from '../rule.ts'
import { statesAbroad } from './state-abroad.ts'

const full = anyOf(
  saidOf(
    [
      'mail ?box',
      'mail ?folder',
      'inbox',
      'account',
      'user',
      'recipient',
      'maildir',
      'disk',
      'storage',
      'box',
      'address',
    ],
    ['full', 'over ?quota', String.raw`exceed\w{0,3}`, 'over (?:the |its |their )?(?:quota|limit|size|storage)'],
  ),
  /(?:over|exceed\w{0,3}|out of|disk|mail(?:box)?|storage|hard)[- ](?:\w{1,12} )?quota/,
  /quota (?:exceed|violation|reached|full|has been)/,
  /overquota/,
  /exhausted (?:the |its |their |allowed )?(?:allowed )?(?:disk |storage )/,
  /exceeded storage/,
  /exceeded the (?:local|space) limit/,
  /too (?:much|many) (?:mail data|mails|messages) (?:on|in|stored)\b/,
  /too much mail data/,
  /(?:not enough|insufficient|no more|lack of|out of) (?:disk |storage |mailbox )?(?:storage|disk|space)/,
  /box space not enough|no mailbox space/,
  /mailbox.{0,30}size limit/,
  /mbx full/,
  /[45]\.2\.2\b/,
)

const disabled = anyOf(
  saidOf(
    [String.raw`mail ?box(?:\(s\))?`, 'account', 'user', 'recipient', 'address', 'mail ?drop', 'domain'],
    [
      'disabled',
      'suspended',
      'inactive',
      'inactivated',
      'not activated',
      'deactivated',
      'locked',
      'frozen',
      'dormant',
      'on hold',
      'not active',
      'temporarily (?:unavailable|disabled)',
      'blocked',
      'expired',
      'closed',
      'terminated',
      'cancell?ed',
      'discontinued',
    ],
  ),
  saidOf(
    ['disabled', 'suspended', 'inactive', 'deactivated', 'locked', 'frozen', 'dormant', 'invalid/inactive'],
    ['mail ?box', 'account', 'user', 'recipient', 'address'],
    20,
  ),
  /5\.7\.13\b/,
  /out of service/,
)

/** Of an address that is there. */
export const states: TextRule[] = [
  {
    when: full,
    class: 'recipient_state',
    says: 'the mailbox is full',
    source: 'RFC 3463 section 3.3 (x.2.2), texts of receiving servers',
  },
  ...statesAbroad,
  {
    when: disabled,
    class: 'recipient_state',
    says: 'the mailbox is disabled or suspended',
    source: 'RFC 3463 section 3.3 (x.2.1), RFC 7505 section 5',
  },
]
