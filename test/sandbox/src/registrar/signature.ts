import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { registrarErrors } from './errors.ts'

export interface SignedRequest {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
}
export interface SigningKey {
  accessKeyId: string
  secretAccessKey: string
}

const headerPattern =
  /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/(\d{8}\/[^/,]+\/[^/,]+\/aws4_request), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/

/** Signature Version 4 (https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html); throws what AWS answers. */
export function verifySignature(request: SignedRequest, key: SigningKey) {
  const { authorization } = request.headers
  if (!authorization) throw registrarErrors.missingToken()
  const [, accessKeyId, scope = '', signedHeaders = '', signature = ''] = headerPattern.exec(authorization) ?? []
  if (accessKeyId === undefined) throw registrarErrors.missingToken()
  if (accessKeyId !== key.accessKeyId) throw registrarErrors.unknownClient()
  const wanted = sign(request, key, scope, signedHeaders.split(';'))
  if (!timingSafeEqual(Buffer.from(wanted), Buffer.from(signature))) throw registrarErrors.invalidSignature()
}

function sign(request: SignedRequest, key: SigningKey, scope: string, signedHeaders: string[]) {
  const date = String(request.headers['x-amz-date'])
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonicalRequest(request, signedHeaders))].join('\n')
  const signingKey = scope
    .split('/')
    .reduce<Buffer | string>((secret, part) => hmac(secret, part), `AWS4${key.secretAccessKey}`)
  return hmac(signingKey, toSign).toString('hex')
}

function canonicalRequest({ method, path, headers, body }: SignedRequest, signedHeaders: string[]) {
  const lines = signedHeaders.map((name) => `${name}:${String(headers[name]).trim().replace(/\s+/g, ' ')}\n`)
  return [method, path, '', lines.join(''), signedHeaders.join(';'), sha256(body)].join('\n')
}

const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
