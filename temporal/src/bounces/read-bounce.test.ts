import t from 'tap'
import { readBounce } from './read-bounce.ts'

const read = (text: string) => readBounce(Buffer.from(text, 'utf8'))
const brief = (text: string) => {
  const { kind, recipients } = read(text)
  return [kind, ...recipients.map((one) => [one.address, one.class, one.permanence])]
}

const dsn = (status: string, said = 'It failed.') => `From: MAILER-DAEMON@mx.example.net
To: me@getacme.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

${said}

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Mon, 5 Jan 2026 10:00:00 +0000

${status}

--b1
Content-Type: message/rfc822

Message-ID: <m1@getacme.example>
From: me@getacme.example
To: a@example.com

Hello
--b1--
`

t.test('a report of RFC 3464 tells its recipients, the server and the message that came back', async (t) => {
  const report = read(
    dsn(`Final-Recipient: rfc822; a@example.com
Original-Recipient: rfc822;alias@example.com
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.com
Diagnostic-Code: smtp; 550 5.1.1 <a@example.com>: Recipient address
    rejected: User unknown

Final-Recipient: rfc822; b@example.com
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full`),
  )
  t.equal(report.kind, 'bounce')
  t.equal(report.reportingMta, 'mx.example.net')
  t.equal(report.originalMessageId, 'm1@getacme.example')
  const [first, second] = report.recipients
  t.match(first, { address: 'a@example.com', originalAddress: 'alias@example.com', status: '5.1.1', replyCode: '550' })
  t.match(first, { remoteMta: 'mx.example.com', class: 'recipient_unknown', permanence: 'hard' })
  t.match(second, { address: 'b@example.com', class: 'recipient_state', permanence: 'soft' })
})

t.test('a delay is no bounce, and a receipt is neither', async (t) => {
  const of = (action: string, status: string) =>
    read(dsn(`Final-Recipient: rfc822; a@example.com\nAction: ${action}\nStatus: ${status}`)).kind
  t.equal(of('delayed', '4.4.7'), 'delay')
  t.equal(of('delivered', '2.0.0'), 'delivered')
  t.equal(of('relayed', '2.0.0'), 'delivered')
  t.equal(of('expired', ''), 'bounce')
})

t.test(
  'what a scanner adds below the text is no reason, and an address that cannot be is still the one that failed',
  async (t) => {
    const status = 'Final-Recipient: rfc822; a@#example.com\nAction: failed\nStatus: 5.1.1'
    const said = 'Delivery failed.\n\n  a@#example.com\n\n__________\nThis email has been scanned for all viruses.'
    t.same(brief(dsn(status, said)), ['bounce', ['a@#example.com', 'recipient_unknown', 'hard']])
    t.equal(
      read(dsn('Final-Recipient: X400; /S=nobody\nAction: failed\nStatus: 5.1.1').replace('To: a@', 'To: ')).kind,
      'bounce',
    )
  },
)

t.test('CR LF, LF and CR make no difference', async (t) => {
  const text = dsn('Final-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.1.1')
  t.same(read(text.replaceAll('\n', '\r\n')), read(text))
  t.same(read(text.replaceAll('\n', '\r')), read(text))
})

t.test('a recipient that is a file or a pipe is found by the header, or by whom the message was for', async (t) => {
  const pipe = dsn('Action: failed\nFinal-Recipient: rfc822;|/bin/deliver a@example.com\nStatus: 5.0.0')
  t.equal(
    read(pipe.replace('To: me', 'X-Failed-Recipients: b@example.com\nTo: me')).recipients[0]?.address,
    'b@example.com',
  )
  t.equal(read(pipe).recipients[0]?.address, 'a@example.com')
})

t.test('a boundary that is not the announced one does not hide the report', async (t) => {
  const text = dsn('Final-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.1.1')
  t.same(read(text.replace('boundary="b1"', 'boundary="b2"')), read(text))
})

const plain = (subject: string, body: string, from = 'MAILER-DAEMON@mx.example.net') =>
  `From: ${from}\nTo: me@getacme.example\nSubject: ${subject}\n\n${body}\n`

t.test('servers that send plain text are read by their kinds', async (t) => {
  t.same(
    brief(
      plain(
        'failure notice',
        `Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.

<a@example.com>:
192.0.2.1 does not like recipient.
Remote host said: 550 5.1.1 No such user
Giving up on 192.0.2.1.

<b@example.com>:
Remote host said: 552 5.2.2 Mailbox full

--- Below this line is a copy of the message.

Message-ID: <m2@getacme.example>
To: a@example.com`,
      ),
    ),
    ['bounce', ['a@example.com', 'recipient_unknown', 'hard'], ['b@example.com', 'recipient_state', 'soft']],
  )
  t.same(
    brief(
      plain(
        'Mail delivery failed: returning message to sender',
        `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  a@example.com
    host mx.example.com [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<a@example.com>:
    550 Unknown user

------ This is a copy of the message, including all the headers. ------`,
      ),
    ),
    ['bounce', ['a@example.com', 'recipient_unknown', 'hard']],
  )
  t.same(
    brief(
      plain(
        'Delivery Status Notification (Delay)',
        `THIS IS A WARNING MESSAGE ONLY.

Delivery to the following recipient has been delayed:

     a@example.com

Message will be retried for 2 more day(s)`,
      ),
    ),
    ['delay', ['a@example.com', 'other', 'soft']],
  )
  t.same(
    brief(
      plain(
        'Returned mail: User unknown',
        `   ----- Transcript of session follows -----
>>> RCPT To:<a@example.com>
<<< 550 <a@example.com>... User unknown
550 <a@example.com>... User unknown

   ----- Unsent message follows -----
To: a@example.com`,
      ),
    ),
    ['bounce', ['a@example.com', 'recipient_unknown', 'hard']],
  )
})

t.test('a complaint tells its type, and whether anybody complained', async (t) => {
  const arf = (type: string) => `From: fbl@example.net
Content-Type: multipart/report; report-type=feedback-report; boundary=b

--b
Content-Type: text/plain

This is an email abuse report.
--b
Content-Type: message/feedback-report

Feedback-Type: ${type}
Version: 1
Source-IP: 192.0.2.1
Original-Rcpt-To: <a@example.com>
--b
Content-Type: message/rfc822

Message-ID: <m3@getacme.example>
To: a@example.com

--b--
`
  const report = read(arf('abuse'))
  t.match(report, { kind: 'complaint', originalMessageId: 'm3@getacme.example', complaint: { feedbackType: 'abuse' } })
  t.equal(report.recipients[0]?.address, 'a@example.com')
  t.equal(report.complaint?.isComplaint, true)
  t.equal(read(arf('not-spam')).complaint?.isComplaint, false)
  t.equal(read(arf('auth-failure')).complaint?.isComplaint, false)
})

t.test('people and answering machines are no bounces, whatever they quote', async (t) => {
  const quoted = '> <a@example.com>: host mx.example.com said: 550 5.1.1 User unknown'
  t.same(brief(plain('Re: Undelivered Mail', `What is this?\n${quoted}`, 'Ann <ann@example.com>')), ['none'])
  t.same(brief(plain('Our meeting', 'Could not be delivered in time, sorry.', 'Ann <ann@example.com>')), ['none'])
  t.same(brief(plain('Automatic reply: Hello', 'I am away.', 'Ann <ann@example.com>')), ['auto_reply'])
  const marked = plain('Hello', 'I am away.', 'Ann <ann@example.com>').replace(
    '\n\n',
    '\nAuto-Submitted: auto-replied\n\n',
  )
  t.same(brief(marked), ['auto_reply'])
  t.same(brief(''), ['none'])
})

t.test(
  'a mail system that says it failed is a bounce even when it names nobody; a person who quotes one is not',
  async (t) => {
    t.same(brief(plain('Undeliverable mail', 'Something went wrong.')), ['bounce'])
    t.same(brief(plain('Weekly statistics', 'All is well.')), ['none'])
    const fields =
      'Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.1.1'
    t.same(brief(plain('Fwd: Undelivered Mail', fields, 'Ann <ann@example.com>')), ['none'])
    t.same(brief(plain('Undelivered Mail', fields)), ['bounce', ['a@example.com', 'recipient_unknown', 'hard']])
  },
)

t.test('Outlook.com forwards what its users complain of, with a header of its own', async (t) => {
  const jmrp = `From: <staff@hotmail.com>
Subject: complaint about message from 192.0.2.1
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: message/rfc822

X-HmXmrOriginalRecipient: a@outlook.com
Message-ID: <m5@getacme.example>
To: a@outlook.com

--b--
`
  t.match(read(jmrp), { kind: 'complaint', originalMessageId: 'm5@getacme.example', complaint: { isComplaint: true } })
  t.equal(read(jmrp).recipients[0]?.address, 'a@outlook.com')
})

t.test('notices of Amazon SES through SNS are bounces and complaints', async (t) => {
  const notice = (told: object) =>
    plain(
      'AWS Notification Message',
      JSON.stringify({ Type: 'Notification', Message: JSON.stringify(told) }),
      'no-reply@sns.amazonaws.com',
    )
  const recipient = { emailAddress: 'a@example.com', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' }
  const bounce = notice({
    notificationType: 'Bounce',
    bounce: { bouncedRecipients: [recipient] },
    mail: { messageId: 'm4' },
  })
  t.same(brief(bounce), ['bounce', ['a@example.com', 'recipient_unknown', 'hard']])
  t.equal(read(bounce).originalMessageId, 'm4')
  const complaint = notice({
    notificationType: 'Complaint',
    complaint: { complainedRecipients: [{ emailAddress: 'a@example.com' }], complaintFeedbackType: 'abuse' },
  })
  t.match(read(complaint), { kind: 'complaint', complaint: { feedbackType: 'abuse', isComplaint: true } })
})
