/** Domains of mailboxes for everybody; who runs a company's own domain only its MX tells, which is not looked up for each message. */
const families: [provider: string, pattern: RegExp][] = [
  ['google', /^(?:gmail|googlemail)\.com$/],
  ['microsoft', /^(?:outlook|hotmail|live|msn|passport)(?:\.[a-z]{2,3}){1,2}$/],
  ['yahoo', /^(?:(?:yahoo|ymail|rocketmail|aol|aim)(?:\.[a-z]{2,3}){1,2})$/],
  ['apple', /^(?:icloud|me|mac)\.com$/],
]

/** Where the recipient's mailbox lies, as far as its domain tells. */
export function recipientProviderOf(domain: string | null): string {
  if (domain === null) return 'unknown'
  return families.find(([, pattern]) => pattern.test(domain))?.[0] ?? 'other'
}
