/** A cmdlet's failure, as the REST front of Exchange Online reports it. */
export class CmdletError extends Error {
  readonly status: number
  readonly type: string
  constructor(status: number, type: string, message: string) {
    super(message)
    this.status = status
    this.type = type
  }
}

const management = 'Microsoft.Exchange.ManagementTasks'

export const cmdletErrors = {
  validation: (message: string) => new CmdletError(400, `${management}.ValidationException`, message),
  notFound: (what: string) =>
    new CmdletError(
      404,
      'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException',
      `The operation couldn't be performed because object '${what}' couldn't be found.`,
    ),
  exists: (what: string) =>
    new CmdletError(
      400,
      'Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException',
      `The object '${what}' already exists.`,
    ),
  unknownCmdlet: (name: string) =>
    new CmdletError(
      400,
      'System.Management.Automation.CommandNotFoundException',
      `The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program.`,
    ),
  unauthorized: () =>
    new CmdletError(
      401,
      'Microsoft.Exchange.UnauthorizedException',
      'The access token is missing, not valid or expired.',
    ),
  denied: () =>
    new CmdletError(
      403,
      'Microsoft.Exchange.AccessDeniedException',
      "The role assigned to application isn't supported in this scenario. Please check online documentation for assigning correct Directory Roles to Azure AD Application for EXO App-Only Authentication.",
    ),
}

const codes: Record<number, string> = { 400: 'BadRequest', 401: 'Unauthorized', 403: 'Forbidden', 404: 'NotFound' }

export const cmdletErrorBody = ({ status, type, message }: CmdletError) => ({
  error: {
    code: codes[status] ?? 'BadRequest',
    message: `Error executing request. ${message}`,
    details: [{ code: 'Context', target: '', message: `|${type}|${message}` }],
    innererror: {
      message: 'Error executing cmdlet',
      type: 'Microsoft.Exchange.Admin.OData.Core.ODataServiceException',
      stacktrace: '',
      internalexception: { message: `|${type}|${message}`, type, stacktrace: '' },
    },
  },
})
