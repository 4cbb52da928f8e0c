import { generateKeyPairSync } from 'node:crypto'
import { dkimSign } from 'mailauth'
import t from 'tap'
import { createMessageAuthenticator } from './message-authenticator.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

const records: Record<string, string[]> = {
  'acme.com TXT': ['v=spf1 include:spf.sender.example -all'],
  'spf.sender.example TXT': ['v=spf1 ip4:40.107.0.0/16 -all'],
  's1._domainkey.acme.com TXT': [`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`],
  '_dmarc.acme.com TXT': ['v=DMARC1; p=reject'],
}

const authenticator = (known = records) =>
  createMessageAuthenticator({
    async resolve(name, type) {
      const values = known[`${name.toLowerCase()} ${type}`]
      if (!values) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' })
      return values.map((value) => [value.slice(0, 255), value.slice(255)])
    },
  })

const body = 'From: Ada <ada@acme.com>\r\nTo: proof@proof.example\r\nSubject: Hello\r\n\r\nHi\r\n'
const received =
  'Received: from mail.sender.example (mail.sender.example [40.107.1.2]) by mx.proof.example with ESMTPS id 1\r\n'

async function signed(signingDomain = 'acme.com'): Promise<string> {
  const key = { signingDomain, selector: 's1', privateKey }
  const { signatures } = await dkimSign(body, { ...key, signatureData: [key] })
  return signatures + body
}

const deliver = (message: string, headers = received) =>
  Buffer.from(`Return-Path: <ada@acme.com>\r\n${headers}${message}`)

t.test('a message of a domain that is set up passes', async (t) => {
  const outcome = await authenticator().authenticate(deliver(await signed()))
  const pass = { result: 'pass', domain: 'acme.com', aligned: true }
  t.match(outcome, { spf: pass, dkim: pass, dmarc: pass })
  t.match(outcome.header, /^coldframe; .*dkim=pass.*spf=pass.*dmarc=pass/)
  t.notMatch(outcome.header, /[\r\n]/)
})

t.test('a change on the way breaks the signature', async (t) => {
  const outcome = await authenticator().authenticate(deliver((await signed()).replace('Hi', 'Ho')))
  t.equal(outcome.dkim.result === 'pass', false)
  t.equal(outcome.dmarc.result, 'pass', 'SPF alone is enough for DMARC')
})

t.test('a signature of another domain is not aligned', async (t) => {
  const known = { ...records, 's1._domainkey.acme1.onmicrosoft.com TXT': records['s1._domainkey.acme.com TXT'] ?? [] }
  const outcome = await authenticator(known).authenticate(deliver(await signed('acme1.onmicrosoft.com')))
  t.match(outcome.dkim, { result: 'pass', domain: 'acme1.onmicrosoft.com', aligned: false })
})

t.test('what is missing is none', async (t) => {
  const outcome = await authenticator({}).authenticate(deliver(body))
  t.match(outcome, { spf: { result: 'none' }, dkim: { result: 'none' }, dmarc: { result: 'none', aligned: false } })
})

t.test('a sender outside the record fails', async (t) => {
  const outcome = await authenticator().authenticate(deliver(body, received.replace('40.107.1.2', '192.0.2.1')))
  t.match(outcome, { spf: { result: 'fail' }, dmarc: { result: 'fail', aligned: false } })
})

t.test('the sender is not taken for a server inside the receiver', async (t) => {
  const headers = [
    'Received: from EX1.prod.outlook.com (2603:10a6:10:1::1) by EX2.prod.outlook.com (2603:10a6:20:2::2) with HTTPS',
    'Received-SPF: Pass (protection.outlook.com: domain of acme.com designates 40.107.1.2 as',
    ' permitted sender) receiver=protection.outlook.com; client-ip=40.107.1.2;',
    ' helo=mail.sender.example; pr=C',
    'Received: from mail.sender.example (40.107.1.2) by mx.outlook.com (10.167.1.1) with Microsoft SMTP Server',
  ]
  const outcome = await authenticator().authenticate(deliver(await signed(), `${headers.join('\r\n')}\r\n`))
  t.match(outcome, { spf: { result: 'pass' }, dmarc: { result: 'pass' } })
})

t.test('a DNS that fails is a fault of the moment and not a failure of the domain', async (t) => {
  const failing = createMessageAuthenticator({
    resolve: () => Promise.reject(Object.assign(new Error('busy'), { code: 'ESERVFAIL' })),
  })
  const outcome = await failing.authenticate(deliver(await signed()))
  t.strictSame([outcome.spf.result, outcome.dkim.result, outcome.dmarc.result], ['temperror', 'temperror', 'temperror'])
})
