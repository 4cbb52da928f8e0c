/** The connection by which a message came in, as the receiving server noted it. */
export interface ReceivedFrom {
  ip?: string
  helo?: string
}

/**
 * Reads the newest `Received-SPF` (RFC 7208 section 9.1). Large receivers hand a message through several servers of
 * their own, so that their newest `Received` names one of these and not the sender's; this header names the sender's.
 */
export function readReceivedFrom(raw: Buffer): ReceivedFrom {
  const value = headerOf(raw, 'received-spf')
  const ip = value?.match(/\bclient-ip=([^;\s]+)/i)?.[1]?.replaceAll('"', '')
  const helo = value?.match(/\bhelo=([^;\s]+)/i)?.[1]?.replaceAll('"', '')
  return { ...(ip ? { ip } : {}), ...(ip && helo ? { helo } : {}) }
}

function headerOf(raw: Buffer, name: string): string | undefined {
  const head = raw.toString('latin1').split(/\r?\n\r?\n/, 1)[0] ?? ''
  const lines = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  return lines.find((line) => line.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1)
}
