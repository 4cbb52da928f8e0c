export interface Codes {
  /** RFC 3463; empty when there is none. */
  status: string
  /** RFC 5321 section 4.2; empty when there is none. */
  replyCode: string
}

/** Not a part of a longer number, of an IP address, of a version. */
const enhanced = /(?<![\d.])([245]\.\d{1,2}\.\d{1,3})(?![\d.]*\d)/
const reply = /(?<![\d./#-])(?<!\d:)([45]\d\d)(?=[ \-:#<,;\]]|$)/m

/** Codes that a diagnostic tells; the Status field of the report only where the diagnostic has none. */
export function codesOf(diagnostic: string, statusField: string): Codes {
  const short = diagnostic.slice(0, 2_000)
  const told = enhanced.exec(short)?.[1] ?? ''
  const replyCode = reply.exec(short)?.[1] ?? ''
  return { status: preferred(told, statusField), replyCode }
}

/** `x.0.0` and `x.5.0` say nothing more than "failed". */
function preferred(told: string, field: string): string {
  if (told === '') return field
  return isVague(told) && field !== '' && !isVague(field) ? field : told
}

const isVague = (status: string) => /^\d\.(?:0|5)\.0$/.test(status)
