import { randomUUID } from 'node:crypto'
import type { VendorFault } from './faults.ts'
import type { VendorName } from './world.ts'

export interface FaultReply {
  status: number
  headers: Record<string, string>
  body: string
}
type Throttle = VendorFault & { kind: 'throttle' }
type ServerError = VendorFault & { kind: 'server_error' }

export function throttleReply(fault: Throttle, now: number): FaultReply {
  const retryAfter = retryAfterHeader(fault, now)
  const { status, headers, body } = throttleShapes[fault.vendor](fault.retryAfterSeconds)
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers, ...(retryAfter ? { 'retry-after': retryAfter } : {}) },
    body: JSON.stringify(body),
  }
}

/** The header as vendors were seen to send it; RFC 9110 section 10.2.3 knows whole seconds and a date. */
function retryAfterHeader({ retryAfter, retryAfterSeconds }: Throttle, now: number) {
  switch (retryAfter) {
    case 'absent':
      return undefined
    case '0':
      return '0'
    case 'decimal':
      return (Math.floor(retryAfterSeconds) + 0.249).toFixed(3)
    case 'http_date':
      return new Date(now + retryAfterSeconds * 1_000).toUTCString()
    case 'seconds':
      return String(Math.ceil(retryAfterSeconds))
  }
}

interface ThrottleShape {
  status: number
  headers?: Record<string, string>
  body: object
}

const odataError = (code: string, message: string, now = new Date()) => ({
  error: {
    code,
    message,
    innerError: {
      date: now.toISOString().slice(0, 19),
      'request-id': randomUUID(),
      'client-request-id': randomUUID(),
    },
  },
})

const throttleShapes: Record<VendorName, (seconds: number) => ThrottleShape> = {
  login: () => ({
    status: 429,
    body: {
      error: 'temporarily_unavailable',
      error_description: 'AADSTS90055: TenantThrottlingError - The server is busy. Please try again later.',
      error_codes: [90_055],
    },
  }),
  partner_center: (seconds) => ({
    status: 429,
    body: { statusCode: 429, message: `Rate limit is exceeded. Try again in ${Math.ceil(seconds)} seconds.` },
  }),
  graph: () => ({
    status: 429,
    headers: { 'x-ms-throttle-information': 'ResourceUnitLimitExceeded' },
    body: odataError('TooManyRequests', 'Too many requests'),
  }),
  exchange: () => ({ status: 429, body: odataError('TooManyRequests', 'The request has been throttled.') }),
  // AWS JSON services throttle with 400 and this type.
  registrar: () => ({
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: { __type: 'ThrottlingException', message: 'Rate exceeded' },
  }),
  dns_api: () => ({ status: 429, body: { error: 'Too Many Requests' } }),
}

export function serverErrorReply(fault: ServerError): FaultReply {
  const { status } = fault
  if (fault.body === 'empty') return { status, headers: {}, body: '' }
  if (fault.body === 'html') return htmlReply(status)
  const body = errorBodies[fault.vendor](status)
  const type = fault.vendor === 'registrar' ? 'application/x-amz-json-1.1' : 'application/json'
  return { status, headers: { 'content-type': type }, body: JSON.stringify(body) }
}

/** What a gateway in front of a vendor says. */
function htmlReply(status: number): FaultReply {
  const body = `<html><head><title>${status}</title></head><body><h1>${status} Our services aren't available</h1></body></html>`
  return { status, headers: { 'content-type': 'text/html' }, body }
}

const graphCodes: Record<number, string> = { 500: 'InternalServerError', 502: 'BadGateway', 504: 'GatewayTimeout' }
const graphCode = (status: number) => graphCodes[status] ?? 'ServiceUnavailable'

const errorBodies: Record<VendorName, (status: number) => object> = {
  login: () => ({ error: 'server_error', error_description: 'AADSTS90033: A transient error has occurred.' }),
  partner_center: () => ({ code: '500000', description: 'An internal error occurred.', data: [], source: 'PartnerFD' }),
  graph: (status) => odataError(graphCode(status), 'The service failed to answer.'),
  exchange: (status) => odataError(graphCode(status), 'The service failed to answer.'),
  registrar: () => ({ __type: 'InternalFailure', message: 'The request processing has failed.' }),
  dns_api: () => ({ error: 'Internal Server Error' }),
}
