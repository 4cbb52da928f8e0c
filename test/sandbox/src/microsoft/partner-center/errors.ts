/** One refusal of Partner Center; its body has one of the four shapes that the real one uses. */
export class PartnerError extends Error {
  readonly status: number
  readonly body: object
  constructor(status: number, body: object) {
    super(JSON.stringify(body))
    this.status = status
    this.body = body
  }
}

/** The old shape of the service's front. */
export const refusal = (status: number, code: string | number, description: string) =>
  new PartnerError(status, { code: String(code), description, data: [], source: 'PartnerFD' })

/** The newer shape, with a name. */
const namedRefusal = (status: number, code: number, errorName: string, message: string) =>
  new PartnerError(status, {
    code,
    message,
    description: message,
    errorName,
    isRetryable: false,
    parameters: {},
    errorMessageExtended: `InternalErrorCode=${code}`,
  })

/** Address validation answers with JSON inside a string. */
export const badAddress = (code: string, reason: string) =>
  new PartnerError(400, {
    code: 2007,
    description: JSON.stringify({ code, reason }),
    data: [],
    source: 'PartnerFD',
  })

export const partnerErrors = {
  unauthorized: () => refusal(401, 400, 'The request is not authorised: the access token is missing or not valid.'),
  retiredAudience: () =>
    refusal(401, 900420, 'Azure AD Graph tokens are not accepted. Ask for a Partner Center token.'),
  appOnly: () =>
    namedRefusal(
      403,
      900329,
      'AppOnlyTokenNotSupported',
      'This request needs an App+User token, an app-only token was given.',
    ),
  invalid: (what: string) => refusal(400, 60000, what),
  noTenant: (id: string) => refusal(404, 60003, `The tenant '${id}' was not found.`),
  noCommerceRelationship: (id: string) => refusal(403, 20002, `No relationship allows commerce for customer '${id}'.`),
  noOrder: (id: string) => refusal(404, 20000, `The order '${id}' was not found.`),
  noResource: (what: string) => refusal(404, 20000, `${what} was not found.`),
  noAgreement: () =>
    namedRefusal(
      403,
      13605,
      'CustomerAgreementNotAccepted',
      'The customer has not accepted the Microsoft Customer Agreement.',
    ),
  agreementExists: () =>
    namedRefusal(
      400,
      600061,
      'PartnerConfirmedAgreementAlreadyExists',
      'An agreement with the same primary contact was confirmed before.',
    ),
}
