export interface ErrorDetail {
  code: string
  message?: string
  target?: string
}

/** A refusal in Graph's words. Outlook's own errors come without `innerError`. */
export class GraphError extends Error {
  readonly status: number
  readonly code: string
  readonly details: ErrorDetail[] | undefined
  readonly headers: Record<string, string>
  constructor(
    status: number,
    code: string,
    message: string,
    more: { details?: ErrorDetail[]; headers?: Record<string, string> } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.details = more.details
    this.headers = more.headers ?? {}
  }
}

const badRequest = (message: string, details?: ErrorDetail[]) =>
  new GraphError(400, 'Request_BadRequest', message, { details })

export const graphErrors = {
  badRequest,
  malformed: (message: string) => new GraphError(400, 'BadRequest', message),
  invalidToken: () =>
    new GraphError(401, 'InvalidAuthenticationToken', 'Access token is empty, expired or meant for another audience.'),
  denied: () =>
    new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
  mailDenied: () => new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.'),
  noSegment: (segment: string) => new GraphError(400, 'BadRequest', `Resource not found for the segment '${segment}'.`),
  notFound: (id: string) =>
    new GraphError(
      404,
      'Request_ResourceNotFound',
      `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
    ),
  conflict: (target: string) =>
    badRequest(`Another object with the same value for property ${target} already exists.`, [
      {
        code: 'ObjectConflict',
        target,
        message: `Another object with the same value for property ${target} already exists.`,
      },
    ]),
  invalidValue: (target: string, message: string) => badRequest(message, [{ code: 'InvalidValue', target, message }]),
  noMailbox: () =>
    new GraphError(
      404,
      'MailboxNotEnabledForRESTAPI',
      'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    ),
  noItem: () => new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.'),
}

export interface RequestIds {
  requestId: string
  clientRequestId: string | undefined
}

export function graphErrorBody(error: GraphError, ids: RequestIds, nowMs: number) {
  return {
    error: {
      code: error.code,
      message: error.message,
      ...(error.details ? { details: error.details } : {}),
      innerError: {
        date: new Date(nowMs).toISOString().slice(0, 19),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId ?? ids.requestId,
      },
    },
  }
}
