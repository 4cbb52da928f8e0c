import t from 'tap'
import { judgeDiagnostic } from './judge-diagnostic.ts'
import { senderAddressesOf } from './sender-addresses.ts'

t.test('the words of a server alone give the class', async (t) => {
  const cases: [string, string, string][] = [
    ['550 5.1.1 The email account that you tried to reach does not exist.', 'recipient_unknown', 'hard'],
    ['550 5.1.1 too many messages this hour', 'rate', 'soft'],
    ['452 4.2.2 The email account that you tried to reach is over quota.', 'recipient_state', 'soft'],
    ['550 5.7.705 Access denied, tenant has exceeded threshold', 'account_restricted', 'soft'],
    ['', 'other', 'soft'],
  ]
  for (const [text, kind, permanence] of cases) t.match(judgeDiagnostic(text), { class: kind, permanence }, text)
})

t.test('a report names first who sent the message, then whom it goes back to', async (t) => {
  const mail = `From: MAILER-DAEMON@mx.example\nTo: <Bounces@ours.example>\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: text/plain\n\nNo.\n--b\nContent-Type: message/rfc822\n\nFrom: Anna <Anna@ours.example>\nTo: bob@gmail.com\n\nHello\n--b--\n`
  t.same(senderAddressesOf(Buffer.from(mail)), ['anna@ours.example', 'bounces@ours.example'])
  t.same(senderAddressesOf(Buffer.from([0, 255])), [])
})
