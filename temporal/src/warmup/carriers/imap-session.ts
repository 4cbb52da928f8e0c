import { ImapFlow } from 'imapflow'
import { ProviderError } from '../../providers/errors.ts'
import { noAnswer, TIMEOUT_MS } from '../../providers/http.ts'
import { type MailLogin, type MailServer, needsTls } from './mail-server-settings.ts'

export interface ImapSession {
  /** Runs with a connection, a new one where the last has broken. Failures are `ProviderError`s. */
  use<T>(operation: string, run: (client: ImapFlow) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** One connection for one mailbox, opened when it is first needed. */
export function createImapSession(server: MailServer, login: MailLogin): ImapSession {
  let open: Promise<ImapFlow> | null = null

  async function connect(): Promise<ImapFlow> {
    const client = new ImapFlow(optionsOf(server, await authOf(login)))
    // A connection that breaks also emits its error, which without a listener ends the process.
    client.on('error', () => undefined)
    await client.connect()
    return client
  }

  async function client(): Promise<ImapFlow> {
    const known = open && (await open.catch(() => null))
    if (known?.usable) return known
    open = connect()
    return open
  }

  return {
    async use(operation, run) {
      try {
        return await run(await client())
      } catch (error) {
        throw imapError(operation, error)
      }
    },
    async close() {
      const known = open && (await open.catch(() => null))
      open = null
      known?.close()
    },
  }
}

async function authOf(login: MailLogin) {
  const { user } = login
  return 'password' in login ? { user, pass: login.password } : { user, accessToken: await login.accessToken() }
}

function optionsOf(server: MailServer, auth: { user: string; pass: string } | { user: string; accessToken: string }) {
  const { host, port, isImplicitTls } = server
  return {
    host,
    port,
    auth,
    secure: isImplicitTls,
    ...(isImplicitTls || !needsTls(server) ? {} : { doSTARTTLS: true }),
    logger: false as const,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  }
}

function imapError(operation: string, error: unknown): ProviderError {
  if (error instanceof ProviderError) return error
  const isRefused = error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true
  if (!isRefused) return noAnswer('imap', operation, error)
  const message = `${operation}: the server refuses our login`
  return new ProviderError({ provider: 'imap', kind: 'unauthorized', code: 'login', message })
}
