/** Route 53 Domains answers each refusal with 400 and a `__type`; only credentials that do not hold get 403. */
export class RegistrarError extends Error {
  readonly type: string
  readonly statusCode: number
  readonly details: Record<string, string>
  constructor(type: string, message: string, statusCode = 400, details: Record<string, string> = {}) {
    super(message)
    this.type = type
    this.statusCode = statusCode
    this.details = details
  }
}

export const registrarErrors = {
  invalidInput: (message: string) => new RegistrarError('InvalidInput', message),
  notInAccount: (name: string) =>
    new RegistrarError('InvalidInput', `Domain ${name} not found in ${accountNumber} account.`),
  duplicateRequest: (requestId: string) =>
    new RegistrarError('DuplicateRequest', 'The request is already in progress for the domain.', 400, { requestId }),
  domainLimitExceeded: () =>
    new RegistrarError(
      'DomainLimitExceeded',
      'The number of domains has exceeded the allowed threshold for the account.',
    ),
  operationLimitExceeded: () =>
    new RegistrarError(
      'OperationLimitExceeded',
      'The number of operations or jobs running exceeded the allowed threshold for the account.',
    ),
  unsupportedTld: (name: string) =>
    new RegistrarError('UnsupportedTLD', `Amazon Route 53 does not support this top-level domain: ${name}`),
  unknownOperation: () => new RegistrarError('UnknownOperationException', ''),
  serialization: () => new RegistrarError('SerializationException', 'Expected a JSON object'),
  missingToken: () => new RegistrarError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403),
  unknownClient: () =>
    new RegistrarError('UnrecognizedClientException', 'The security token included in the request is invalid.', 403),
  invalidSignature: () =>
    new RegistrarError(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided.',
      403,
    ),
}

const accountNumber = '111111111111'
