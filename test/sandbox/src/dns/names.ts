/** Lower case, without the final dot; the root is the empty string. */
export const normalName = (name: string) => name.toLowerCase().replace(/\.$/, '')

export const absoluteName = (name: string) => `${normalName(name)}.`

/** `a.b.com` -> `a.b.com`, `b.com`, `com`. */
export function ancestors(name: string): string[] {
  const labels = name.split('.')
  return labels.map((_, index) => labels.slice(index).join('.'))
}

export const isInZone = (name: string, zone: string) => name === zone || name.endsWith(`.${zone}`)

/** Host and domain names as registries and DNS hosts take them: RFC 1123 labels, and underscores for service names. */
export function isValidName(name: string) {
  return name.length > 0 && name.length <= 253 && name.split('.').every((label) => labelPattern.test(label))
}
const labelPattern = /^(\*|[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)$/i

/** Top-level domains that the world's registries run, and so the ones under which it can tell what does not exist. */
export const soldTlds = [
  ...['com', 'net', 'org', 'info', 'biz', 'io', 'co', 'dev', 'app', 'ai', 'me', 'us', 'eu', 'uk', 'co.uk', 'ch', 'li'],
  ...['de', 'at', 'fr', 'nl', 'be', 'es', 'it', 'se', 'email', 'online', 'site', 'xyz', 'shop', 'tech', 'agency'],
]
/** Of RFC 2606 and of Microsoft: nobody can register below them. */
export const closedTlds = ['example', 'microsoft', 'test', 'invalid', 'arpa']
