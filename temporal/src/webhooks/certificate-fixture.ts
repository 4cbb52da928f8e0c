import forge from 'node-forge'

const { md, pki } = forge
const DAY_MS = 86_400_000

/** A certificate that signs itself; whoever is given `cert` as an authority trusts it. */
export function makeCertificate({ host, isExpired = false }: { host: string; isExpired?: boolean }) {
  const { privateKey, publicKey } = pki.rsa.generateKeyPair({ bits: 2048 })
  const certificate = pki.createCertificate()
  certificate.publicKey = publicKey
  certificate.serialNumber = '01'
  certificate.validity.notBefore = new Date(Date.now() - 10 * DAY_MS)
  certificate.validity.notAfter = new Date(Date.now() + (isExpired ? -DAY_MS : DAY_MS))
  const name = [{ name: 'commonName', value: host }]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.setExtensions([{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }])
  certificate.sign(privateKey, md.sha256.create())
  return { cert: pki.certificateToPem(certificate), key: pki.privateKeyToPem(privateKey) }
}
