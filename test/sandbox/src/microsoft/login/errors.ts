import { randomUUID } from 'node:crypto'

/** What Microsoft's token endpoint answers instead of a token. */
export class LoginError extends Error {
  readonly status: number
  readonly error: string
  readonly code: number
  constructor(status: number, error: string, code: number, message: string) {
    super(message)
    this.status = status
    this.error = error
    this.code = code
  }
}

export const loginErrors = {
  unknownTenant: (tenant: string) =>
    new LoginError(
      400,
      'invalid_request',
      90002,
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    ),
  unknownApplication: (clientId: string, tenant: string) =>
    new LoginError(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    ),
  noConsent: (clientId: string) =>
    new LoginError(
      400,
      'invalid_grant',
      65001,
      `The user or administrator has not consented to use the application with ID '${clientId}' named 'Coldframe'. Send an interactive authorization request for this user and resource.`,
    ),
  wrongSecret: (clientId: string) =>
    new LoginError(
      401,
      'invalid_client',
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    ),
  missingParameter: (name: string) =>
    new LoginError(400, 'invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`),
  badScope: (scope: string) =>
    new LoginError(
      400,
      'invalid_scope',
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    ),
  unknownResource: (resource: string, tenant: string) =>
    new LoginError(
      400,
      'invalid_resource',
      500011,
      `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    ),
  unsupportedGrant: (grant: string) =>
    new LoginError(400, 'unsupported_grant_type', 70003, `The app requested an unsupported grant type '${grant}'.`),
  badRefreshToken: () =>
    new LoginError(400, 'invalid_grant', 9002313, 'Invalid request. Request is malformed or invalid.'),
  expiredRefreshToken: () =>
    new LoginError(
      400,
      'invalid_grant',
      700082,
      'The refresh token has expired due to inactivity. The token was issued on an earlier date and was inactive for 90.00:00:00.',
    ),
}

export function loginErrorBody(error: LoginError, nowMs: number) {
  const trace = randomUUID()
  const correlation = randomUUID()
  const time = new Date(nowMs).toISOString().replace('T', ' ').replace(/\.\d+/, '')
  return {
    error: error.error,
    error_description: `AADSTS${error.code}: ${error.message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${time}`,
    error_codes: [error.code],
    timestamp: time,
    trace_id: trace,
    correlation_id: correlation,
    error_uri: `https://login.microsoftonline.com/error?code=${error.code}`,
  }
}
