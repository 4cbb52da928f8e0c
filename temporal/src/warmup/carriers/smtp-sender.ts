import { createTransport } from 'nodemailer'
import MailComposer from 'nodemailer/lib/mail-composer'
import { z } from 'zod'
import { ProviderError, type ProviderErrorKind } from '../../providers/errors.ts'
import { noAnswer, shorten, TIMEOUT_MS } from '../../providers/http.ts'
import { type MailLogin, type MailServer, needsTls } from './mail-server-settings.ts'

export interface OutgoingMail {
  messageId: string
  from: { address: string; name: string }
  to: { address: string; name: string }
  subject: string
  text: string
  headers?: Record<string, string>
  inReplyTo?: string
  references?: string
}

export const compose = (mail: OutgoingMail): Promise<Buffer> =>
  // `X-Mailer` would name the library that wrote it, which no mailbox's owner uses.
  new MailComposer({ ...mail, xMailer: false }).compile().build()

/** Hands one message to the server, once, and answers when the server has taken it over. */
export async function sendBySmtp(
  server: MailServer,
  login: MailLogin,
  envelope: { from: string; to: string },
  raw: Buffer,
): Promise<void> {
  const { host, port, isImplicitTls } = server
  const transport = createTransport({
    host,
    port,
    secure: isImplicitTls,
    requireTLS: !isImplicitTls && needsTls(server),
    ignoreTLS: !needsTls(server) && !isImplicitTls,
    auth: await authOf(login),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  })
  try {
    await transport.sendMail({ envelope, raw })
  } catch (error) {
    throw smtpError(error)
  } finally {
    transport.close()
  }
}

async function authOf(login: MailLogin) {
  const { user } = login
  if ('password' in login) return { user, pass: login.password }
  return { type: 'OAuth2' as const, user, accessToken: await login.accessToken() }
}

const SmtpFault = z.object({ code: z.unknown(), responseCode: z.number(), response: z.string().catch('') })

function smtpError(error: unknown): ProviderError {
  const fault = SmtpFault.safeParse(error)
  if (!fault.success) return noAnswer('smtp', 'sendWarmupMessage', error)
  const { code, responseCode, response } = fault.data
  // An answer to AUTH can repeat what was sent; its code says enough.
  const text = code === 'EAUTH' ? 'the server refuses our login' : shorten(response)
  return new ProviderError({
    provider: 'smtp',
    kind: kindOf(code, responseCode),
    code: String(responseCode),
    message: `sendWarmupMessage: ${text}`,
  })
}

/** RFC 5321 section 4.2.1: 4yz may succeed later, 5yz will not. */
function kindOf(code: unknown, responseCode: number): ProviderErrorKind {
  if (code === 'EAUTH') return responseCode >= 500 ? 'unauthorized' : 'transient'
  // `432 4.3.2 sender thread limit exceeded`, `421 4.7.0 try again later`: too much at once.
  if (responseCode === 432 || responseCode === 421) return 'rate_limited'
  return responseCode < 500 ? 'transient' : 'rejected'
}
