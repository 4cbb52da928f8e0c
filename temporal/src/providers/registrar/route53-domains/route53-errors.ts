import { z } from 'zod'
import { ProviderError, type ProviderErrorKind } from '../../errors.ts'
import { kindOfStatus, noAnswer, shorten } from '../../http.ts'
import { parseRetryAfter } from '../../retry-after.ts'

/** https://docs.aws.amazon.com/Route53/latest/APIReference/CommonErrors.html and each operation's own. */
const kinds: Record<string, ProviderErrorKind> = {
  InvalidInput: 'rejected',
  UnsupportedTLD: 'rejected',
  TLDRulesViolation: 'rejected',
  // The same, or another, change of the domain is under way; it blocks all others until it is done.
  DuplicateRequest: 'pending',
  OperationLimitExceeded: 'rate_limited',
  ThrottlingException: 'rate_limited',
  Throttling: 'rate_limited',
  TooManyRequestsException: 'rate_limited',
  DomainLimitExceeded: 'needs_human',
  AccessDeniedException: 'unauthorized',
  UnrecognizedClientException: 'unauthorized',
  InvalidClientTokenId: 'unauthorized',
  InvalidSignatureException: 'unauthorized',
  SignatureDoesNotMatch: 'unauthorized',
  IncompleteSignature: 'unauthorized',
  ExpiredTokenException: 'unauthorized',
  OptInRequired: 'needs_human',
}

const AwsFault = z.object({
  name: z.string(),
  message: z.string().default(''),
  $metadata: z.object({ httpStatusCode: z.number().optional(), requestId: z.string().optional() }),
  $response: z
    .object({ headers: z.record(z.string(), z.string()).default({}) })
    .optional()
    .catch(undefined),
})

export function toProviderError(operation: string, error: unknown): ProviderError {
  const fault = AwsFault.safeParse(fieldsOf(error)).data
  const status = fault?.$metadata.httpStatusCode
  if (!fault || status === undefined) return noAnswer('route53_domains', operation, error)
  return new ProviderError({
    provider: 'route53_domains',
    kind: kinds[fault.name] ?? kindOfStatus(status),
    code: fault.name,
    message: `${operation}: ${shorten(fault.message || fault.name)}`,
    requestId: fault.$metadata.requestId,
    retryAfterMs: parseRetryAfter(fault.$response?.headers['retry-after']),
  })
}

/** The SDK's errors hold some of these fields outside their enumerable ones. */
function fieldsOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message } = error
  const $metadata = '$metadata' in error ? error.$metadata : undefined
  const $response = '$response' in error ? error.$response : undefined
  return { name, message, $metadata, $response }
}
