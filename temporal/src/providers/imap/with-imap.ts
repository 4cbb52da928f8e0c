import { ImapFlow } from 'imapflow'
import { type OnCall, reportCall } from '../call-report.ts'
import { ProviderError } from '../errors.ts'
import { noAnswer, TIMEOUT_MS } from '../http.ts'

interface ImapCall {
  /** `imaps://user:password@host:port`, or `imap://` for a server that offers STARTTLS. */
  url: string
  /** As metrics and errors call it. */
  call: string
  onCall?: OnCall | undefined
}

/** Does `work` in one session. Failures are `ProviderError`s; the password is in none of them. */
export const withImap = <T>({ url, call, onCall }: ImapCall, work: (client: ImapFlow) => Promise<T>): Promise<T> =>
  reportCall(onCall, 'imap', call, async () => {
    const client = createClient(url)
    // A connection that breaks also emits its error, which without a listener ends the process.
    client.on('error', () => undefined)
    try {
      await client.connect()
      return await work(client)
    } catch (error) {
      throw error instanceof ProviderError ? error : toProviderError(call, error)
    } finally {
      client.close()
    }
  })

function createClient(url: string): ImapFlow {
  const { protocol, hostname, port, username, password } = new URL(url)
  const isImplicitTls = protocol === 'imaps:'
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return new ImapFlow({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (isImplicitTls ? 993 : 143),
    secure: isImplicitTls,
    // The password leaves this machine only inside TLS (RFC 8314 section 3).
    ...(isImplicitTls || isLoopback ? {} : { doSTARTTLS: true }),
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  })
}

function toProviderError(call: string, error: unknown): ProviderError {
  const isRefused = error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true
  if (!isRefused) return noAnswer('imap', call, error)
  const message = `${call}: the server refuses our login`
  return new ProviderError({ provider: 'imap', kind: 'unauthorized', code: 'login', message })
}
