import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import forge from 'node-forge'

const { md, pki } = forge

export interface Certificates {
  /** PEM file of the authority, for NODE_EXTRA_CA_CERTS. */
  caFile: string
  ca: string
  cert: string
  key: string
}

/** An authority and a certificate for localhost, made once per data folder. */
export function loadCertificates(dataDir: string): Certificates {
  const folder = path.join(dataDir, 'tls')
  if (!existsSync(folder)) makeCertificates(folder)
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')
  const caFile = path.join(folder, 'ca.pem')
  return { caFile, ca: read('ca.pem'), cert: read('localhost.pem'), key: read('localhost.key') }
}

/** The folder appears whole or not at all, so that a start that was killed half-way leaves no half set. */
function makeCertificates(folder: string) {
  const draft = `${folder}.draft`
  const authority = makeAuthority()
  const server = makeServerCertificate(authority)
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true })
  writeFileSync(path.join(draft, 'ca.pem'), pki.certificateToPem(authority.certificate))
  writeFileSync(path.join(draft, 'localhost.pem'), pki.certificateToPem(server.certificate))
  writeFileSync(path.join(draft, 'localhost.key'), pki.privateKeyToPem(server.privateKey), { mode: 0o600 })
  renameSync(draft, folder)
}

interface KeyedCertificate {
  certificate: forge.pki.Certificate
  privateKey: forge.pki.rsa.PrivateKey
}

function makeAuthority(): KeyedCertificate {
  // Two worlds may be trusted at once: verifiers look authorities up by name.
  const own = newCertificate(`Coldframe sandbox authority ${randomBytes(4).toString('hex')}`)
  own.certificate.setIssuer(own.certificate.subject.attributes)
  own.certificate.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ])
  own.certificate.sign(own.privateKey, md.sha256.create())
  return own
}

function makeServerCertificate(authority: KeyedCertificate): KeyedCertificate {
  const own = newCertificate('localhost')
  own.certificate.setIssuer(authority.certificate.subject.attributes)
  own.certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: [dnsName('localhost'), ipAddress('127.0.0.1')] },
  ])
  own.certificate.sign(authority.privateKey, md.sha256.create())
  return own
}

/** Types of RFC 5280 section 4.2.1.6. */
const dnsName = (value: string) => ({ type: 2, value })
const ipAddress = (ip: string) => ({ type: 7, ip })

function newCertificate(commonName: string): KeyedCertificate {
  const { privateKey, publicKey } = pki.rsa.generateKeyPair({ bits: 2048 })
  const certificate = pki.createCertificate()
  certificate.publicKey = publicKey
  // The first byte keeps the number positive (RFC 5280 section 4.1.2.2) and without a needless zero (X.690 section 8.3.2).
  certificate.serialNumber = `01${randomBytes(16).toString('hex')}`
  certificate.validity.notBefore = new Date(Date.now() - oneDayMs)
  certificate.validity.notAfter = new Date(Date.now() + 3_650 * oneDayMs)
  certificate.setSubject([{ name: 'commonName', value: commonName }])
  return { certificate, privateKey }
}

const oneDayMs = 24 * 60 * 60 * 1_000
