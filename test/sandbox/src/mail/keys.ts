import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

const generate = promisify(generateKeyPair)

export interface DkimKey {
  privateKey: string
  /** DER in base64, as the `p` tag of the record wants it (RFC 6376 section 3.6.1). */
  publicKey: string
  bits: number
}

export async function newDkimKey(bits: number): Promise<DkimKey> {
  const pair = await generate('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { privateKey: pair.privateKey, publicKey: pair.publicKey.toString('base64'), bits }
}
