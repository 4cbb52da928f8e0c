import t from 'tap'
import { readBounce } from './read-bounce.ts'

const read = (headers: string, text: string) => readBounce(Buffer.from(`${headers}\n\n${text}\n`))
const addressesIn = (text: string) =>
  read('From: MAILER-DAEMON@mx.example.net\nSubject: Undeliverable Mail', text).recipients.map(({ address }) => address)

t.test('an address that begins like a word for a recipient is found whole', async (t) => {
  t.same(addressesIn("User's mailbox is full: <user1@example.com>"), ['user1@example.com'])
  t.same(addressesIn('Delivery failed 20 attempts: accounts@example.com'), ['accounts@example.com'])
  t.same(addressesIn('Error-for:  recipient7@example.com'), ['recipient7@example.com'])
})

t.test('an address is found in quotes, in brackets and in the form of Exchange 5.5', async (t) => {
  t.same(addressesIn("A message, addressed to 'a@example.com',\nhas not been collected."), ['a@example.com'])
  t.same(addressesIn('Server returned an error:\n * [a@example.com]: 550 over quota'), ['a@example.com'])
  const exchange = `Your message

  To:      list@example.org

did not reach the following recipient(s):

c=US;a= ;p=IKON;o=N;dda:SMTP=a@example.com; on Fri`
  t.same(addressesIn(exchange), ['a@example.com'])
})

t.test('three dots end an address', async (t) => {
  const { recipients } = read(
    'From: MAILER-DAEMON@mx.example.net\nSubject: failure notice',
    '<a@example.com>:\nRCPT TO said: 550 5.1.1 a@example.com...User unknown',
  )
  t.match(recipients, [{ address: 'a@example.com', class: 'recipient_unknown', permanence: 'hard' }])
})

t.test('a subject or a sender alone makes no bounce of a mail that says nothing of a failure of ours', async (t) => {
  const parcel = 'From: info@parcel.example\nSubject: Delivery failed: your parcel'
  t.equal(read(parcel, 'We could not deliver your parcel. Write to help@parcel.example.').kind, 'none')
  const ticket = 'From: notifications@tracker.example\nSubject: [mail] Delivery fails with 550 (#12)'
  t.equal(read(ticket, 'When I send to b@example.com the server says 550 5.1.1 user unknown.').kind, 'none')
  const person = 'From: Postmaster <postmaster@example.com>\nSubject: A question'
  t.equal(read(person, 'Which addresses do you send from? Please answer to ops@example.com.').kind, 'none')
  const gateway = 'From: gateway@example.com\nSubject: Delivery failure notification'
  t.equal(read(gateway, 'could not be delivered to:\na@example.com').kind, 'bounce')
})

t.test('a receipt is no bounce, unless it refuses', async (t) => {
  const receipt = (said: string) =>
    read(
      'From: Ann <a@example.com>\nReturn-Path: <>\nSubject: Not read\nMIME-Version: 1.0\nContent-Type: multipart/report; boundary=b',
      `--b\n\n${said}\n--b\nContent-Type: message/disposition-notification\n\nDisposition: x; deleted\n--b\nContent-Type: message/rfc822\n\nTo: b@example.com\n\nHi\n--b--`,
    ).kind
  t.equal(receipt('It was deleted without being read.'), 'none')
  t.equal(receipt('Your message to <b@example.com> was automatically rejected: Quota exceeded'), 'bounce')
})

t.test('an empty return path makes no bounce of an answer, but an empty sender does of a refusal', async (t) => {
  const answer = 'Return-Path: <>\nFrom: Ann <a@example.com>\nSubject: Thank you for your e-mail'
  t.equal(read(answer, 'I will write to you soon.\nAnn, a@example.com').kind, 'none')
  t.equal(read(answer, 'Your mail to b@example.com was rejected.').kind, 'bounce')
  const refusal = read(
    'From: <>\nAuto-Submitted: auto-replied',
    "You sent mail to a@example.com. That's not a valid user here.",
  )
  t.match(refusal, { kind: 'bounce', recipients: [{ address: 'a@example.com', permanence: 'hard' }] })
})
