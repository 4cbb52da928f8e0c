/** How a mailbox proves who it is; a token where the vendor has done away with passwords. */
export type MailLogin = { user: string } & ({ password: string } | { accessToken: () => Promise<string> })

export interface MailServer {
  host: string
  port: number
  /** TLS from the first byte (465, 993); otherwise STARTTLS is asked for. */
  isImplicitTls: boolean
}

/** A login leaves this machine only inside TLS (RFC 8314 section 3). */
export const needsTls = ({ host }: MailServer): boolean => !['localhost', '127.0.0.1', '::1'].includes(host)
