import t from 'tap'
import type { BounceClass } from './bounce-report.ts'
import { judgeRecipient } from './judge-recipient.ts'

type Case = [diagnostic: string, asked: BounceClass, permanence?: 'hard']

const judge = (diagnostic: string, own = '') =>
  judgeRecipient(
    { address: 'a@example.com', originalAddress: null, action: 'failed', status: '', diagnostic, remoteMta: null },
    { own, whole: '' },
  )

/** What is told of each diagnostic, in the form of the cases. */
const toldOf = (cases: Case[]): Case[] =>
  cases.map(([diagnostic]) => {
    const { class: found, permanence } = judge(diagnostic)
    return permanence === 'hard' ? [diagnostic, found, permanence] : [diagnostic, found]
  })

t.test('Microsoft: what stops our mailbox or tenant is told from what stops an IP, a domain, an address', (t) => {
  const cases: Case[] = [
    ['550 5.1.8 Access denied, bad outbound sender AS(42003)', 'account_restricted'],
    ['550 5.7.705 Access denied, tenant has exceeded threshold', 'account_restricted'],
    ['550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP', 'account_restricted'],
    ['550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains', 'account_restricted'],
    ['550 5.7.501 Access denied, spam abuse detected', 'account_restricted'],
    [
      "550 5.7.233 - Your message can't be sent because your tenant exceeded its daily limit for sending email to external recipients",
      'account_restricted',
    ],
    ['550 5.7.606 Access denied, banned sending IP [192.0.2.1]', 'ip_blocked'],
    [
      "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140).",
      'ip_blocked',
    ],
    ['451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation.', 'ip_blocked'],
    ['451 4.7.500 Server busy. Please try again later from [192.0.2.1].', 'rate'],
    [
      '550 5.7.515 Access denied, sending domain EXAMPLE.COM does not meet the required authentication level.',
      'auth_failure',
    ],
    [
      '550 5.7.509 Access denied, sending domain [example.com] does not pass DMARC verification and has a DMARC policy of reject.',
      'auth_failure',
    ],
    [
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient a@example.com not found by SMTP address lookup',
      'recipient_unknown',
      'hard',
    ],
    [
      '550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [X.prod.protection.outlook.com]',
      'recipient_unknown',
      'hard',
    ],
    ['550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).', 'recipient_unknown', 'hard'],
    [
      '550 5.4.310 DNS domain example.invalid does not exist [Message=InfoDomainNonexistent]',
      'recipient_unknown',
      'hard',
    ],
    ['550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required', 'policy_of_recipient'],
    ['550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy', 'policy_of_recipient'],
    [
      '554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded',
      'recipient_state',
    ],
    [
      '552 5.2.122 The recipient has exceeded their limit for the number of messages they can receive per hour',
      'recipient_state',
    ],
  ]
  t.same(toldOf(cases), cases)
  t.end()
})

t.test('Google: reputation, content, our authentication and the rules of an administrator are four things', (t) => {
  const cases: Case[] = [
    [
      '421 4.7.0 Our system has detected that this message is suspicious due to the very low reputation of the sending domain. - gsmtp',
      'sender_reputation',
    ],
    [
      '550 5.7.1 [192.0.2.1 12] Our system has detected that this message is likely unsolicited mail. To reduce the amount of spam sent to Gmail, this message has been blocked. - gsmtp',
      'sender_reputation',
    ],
    [
      '421 4.7.28 Our system has detected an unusual rate of unsolicited mail originating from your DKIM domain. - gsmtp',
      'sender_reputation',
    ],
    [
      '550 5.7.1 This message is likely suspicious due to the nature of the content and/or the links within. - gsmtp',
      'content',
    ],
    ['552 5.7.0 This message was blocked because its content presents a potential security issue. - gsmtp', 'content'],
    [
      "550 5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy. - gsmtp",
      'auth_failure',
    ],
    ['550 5.7.25 The IP address sending this message does not have a PTR record setup. - gsmtp', 'auth_failure'],
    ['421 4.7.29 This message is not sent over a TLS connection. - gsmtp', 'auth_failure'],
    [
      '550 5.7.1 The user or domain that you are sending to (or from) has a policy that prohibited the mail that you sent. - gcdp',
      'policy_of_recipient',
    ],
    ['550 5.7.1 Your email to group was rejected - gcdp', 'policy_of_recipient'],
    [
      '550 5.1.1 The email account that you tried to reach does not exist. NoSuchUser - gsmtp',
      'recipient_unknown',
      'hard',
    ],
    ['550 5.2.1 The email account that you tried to reach is disabled. - gsmtp', 'recipient_state'],
    ['452 4.2.2 The email account that you tried to reach is over quota. - gsmtp', 'recipient_state'],
    [
      '450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered. - gsmtp',
      'recipient_state',
    ],
    ['550 5.4.5 Daily user sending limit exceeded. - gsmtp', 'account_restricted'],
  ]
  t.same(toldOf(cases), cases)
  t.end()
})

t.test('text wins over code, and a block of an IP or a sender is never a fault of the address', (t) => {
  const cases: Case[] = [
    ['550 5.1.1 <a@example.com> has sent to too many recipients this hour. IB607', 'rate'],
    ['550 5.1.0 <me@example.org> sender rejected. AUP#In-1310', 'sender_reputation'],
    ['553 http://www.spamhaus.org/query/bl?ip=192.0.2.1', 'ip_blocked'],
    ['554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org', 'ip_blocked'],
    ['554 5.7.1 Service unavailable; Sender address [me@example.org] blocked using dbl.spamhaus.org', 'domain_blocked'],
    ['550 5.7.1 Message contains a URL listed by SURBL', 'domain_blocked'],
    [
      '421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints',
      'sender_reputation',
    ],
    ['553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1', 'ip_blocked'],
    ['554 5.7.9 Message not accepted for policy reasons. See https://senders.yahooinc.com/error-codes', 'auth_failure'],
    [
      '554 30 Sorry, your message to a@yahoo.com cannot be delivered. This mailbox is disabled (554.30).',
      'recipient_state',
    ],
    ['550 5.1.8 <me@example.org>: Sender address rejected: Domain not found', 'auth_failure'],
    ['450 4.7.1 Greylisted, please try again in 300 seconds', 'rate'],
    ['552 5.3.4 Message size exceeds fixed limit', 'content'],
    ['554 5.7.1 Message identified as spam', 'content'],
    ['550 5.7.1 no-spam@example.com: Relaying denied', 'other'],
    ['451 4.4.1 Connection timed out', 'other'],
  ]
  t.same(toldOf(cases), cases)
  t.end()
})

t.test('unknown addresses and hosts are hard, unless a name server may be at fault', (t) => {
  const cases: Case[] = [
    [
      '550 5.1.1 <a@example.com>: Recipient address rejected: User unknown in virtual mailbox table',
      'recipient_unknown',
      'hard',
    ],
    [
      '450 4.1.1 <a@example.com>: Recipient address rejected: User unknown in local recipient table',
      'recipient_unknown',
      'hard',
    ],
    ['550 5.1.6 recipient no longer on server: a@example.com', 'recipient_unknown', 'hard'],
    ['556 5.1.10 Recipient address has null MX', 'recipient_unknown', 'hard'],
    [
      '550 5.1.2 <a@example.com>... Host unknown (Name server: example.com: host not found)',
      'recipient_unknown',
      'hard',
    ],
    [
      'Host or domain name not found. Name service error for name=example.com type=MX: Host not found, try again',
      'recipient_unknown',
    ],
    ['552 5.2.2 <mailbox-unknown@example.com>: Mailbox full', 'recipient_state'],
  ]
  t.same(toldOf(cases), cases)
  t.end()
})

t.test('an unknown user after DATA, or at nobody knows which command, is no proof against the address', (t) => {
  const filtered = judge('550 Unknown user a@example.com', '(in reply to end of DATA command)')
  t.same([filtered.class, filtered.permanence], ['policy_of_recipient', 'soft'])
  const unproven = judge('550 Unknown user a@example.com')
  t.same([unproven.class, unproven.permanence], ['recipient_unknown', 'soft'])
  const refused = judge('550 Unknown user a@example.com', '(in reply to RCPT TO command)')
  t.same([refused.class, refused.permanence], ['recipient_unknown', 'hard'])
  t.end()
})

t.test('words in the address or behind the # of a link are no reasons', (t) => {
  const { class: found } = judge('554 5.3.0 <user-unknown@example.com>: failed. See https://example.com/#mailbox-full')
  t.equal(found, 'other')
  t.end()
})

t.test('unknown users in other languages, and behind the name of the server that refused', (t) => {
  const hard = [
    'Nie ma takiego konta',
    'destin. Sconosciuto',
    'O utilizador nao existe',
    'Mottakeren finnes ikke',
    'Neznamy uzivatel',
    'Kullanici bulunamadi',
    'Адресат неизвестен',
    '没有此用户',
    'Onbekend adres',
    'We do not have such an account; we do not have a bob account',
    '<a@example.com> is not valid',
    'Inexistent mailbox',
    'That user does not live here',
    'domain retired',
    'Es gibt keine Person mit diesem Namen',
    'unkown user',
    'Aucun utilisateur avec ce nom',
    'Keine Mailbox unter diesem Namen',
    'sorry, your recipient address is not in my local list',
    'Receiver not found: a',
    'unknown local-part "a" in domain "example.com"',
    'Mailbox not found or inactivated',
    'BAD_RECIPIENT',
    'mailbox unavailable',
    'sorry, your envelope recipient is in my badrcptto list',
  ]
  for (const words of hard)
    t.match(
      judge(`550 ${words}`, '(in reply to RCPT TO command)'),
      { class: 'recipient_unknown', permanence: 'hard' },
      words,
    )
  t.match(
    judge('', '<a@example.com>: host mx.example.com[192.0.2.1] said: 550 not allowed (in reply to RCPT TO command)'),
    {
      class: 'policy_of_recipient',
    },
  )
  t.end()
})

t.test('a mailbox that is locked or full is no unknown one, in other languages too', (t) => {
  const states = [
    'Konto gesperrt',
    'usuario inativo',
    "Questo indirizzo e' bloccato",
    'Mailbox heeft de limiet bereikt',
    'User account not activated',
  ]
  for (const words of states)
    t.match(
      judge(`550 ${words}`, '(in reply to RCPT TO command)'),
      { class: 'recipient_state', permanence: 'soft' },
      words,
    )
  t.end()
})

t.test('InterScan tells the command, and whoever takes no mail of some kind is there', (t) => {
  const dialogue = 'Sent >>> RCPT TO: <a@example.com>\nReceived <<< 550 a@example.com... No such user'
  t.match(judge('', dialogue), { class: 'recipient_unknown', permanence: 'hard' })
  t.equal(
    judge('', '<a@example.com>:\nThe user does not accept email in non-Western character sets.').permanence,
    'soft',
  )
  t.equal(judge('550 example.com does not accept mail').permanence, 'hard')
  t.end()
})

t.test('what is said of the sender, of our host or of a list says nothing of the recipient', (t) => {
  const refusals = [
    '550 Sender address is not valid in your domain',
    '550 Your domain does not exist or has no MX',
    '550 Client host rejected: unknown host',
    '550 IP not found in our accept list',
    '554 Sorry, no mailbox space',
    '550 Rejected because 192.0.2.9 has no valid PTR; host unknown to us',
  ]
  for (const refusal of refusals) t.equal(judge(refusal, '(in reply to RCPT TO command)').permanence, 'soft', refusal)
  t.end()
})
