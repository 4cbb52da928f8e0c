import { WebhookUrlError } from './webhook-url-error.ts'

/** Why there was no answer: a code, and words without anything that the network or the receiver said. */
export interface NoAnswer {
  code: string
  message: string
}

const tlsCodes = /^(ERR_TLS|ERR_SSL|CERT_|CRL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/
const timeoutCodes = /^(UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ETIMEDOUT)$/

export function toNoAnswer(error: unknown, isLate: boolean): NoAnswer {
  if (error instanceof WebhookUrlError) return { code: error.code, message: error.message }
  const code = codeOf(error)
  if (isLate || timeoutCodes.test(code)) return { code: 'timeout', message: 'There was no answer in time.' }
  if (tlsCodes.test(code))
    return { code: 'tls_failed', message: `No secure connection could be made (${code}): look at the certificate.` }
  if (code === 'ECONNREFUSED') return { code: 'connection_refused', message: 'The host refused the connection.' }
  if (code === 'HTTPParserError' || code === 'UND_ERR_HEADERS_OVERFLOW')
    return { code: 'answer_invalid', message: 'The answer was not HTTP, or its headers were longer than 16 KiB.' }
  return { code: 'connection_failed', message: 'The connection could not be made, or broke before an answer.' }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
