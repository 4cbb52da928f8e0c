import { WebhookUrlError } from './webhook-url-error.ts'

/** Ports above 1023 at which other protocols listen that take harm from a POST (WHATWG Fetch, "bad port"). */
const harmedPorts = [
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080,
]

/**
 * Parses as WHATWG URL, in which `http://2130706433`, `0x7f.1` and `0177.0.0.1` all have the host `127.0.0.1`:
 * what is vetted is what is connected to.
 */
export function parseWebhookUrl(text: string, { livemode }: { livemode: boolean }): URL {
  const url = URL.parse(text)
  if (!url) throw new WebhookUrlError('url_invalid')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new WebhookUrlError('url_not_http')
  if (livemode && url.protocol !== 'https:') throw new WebhookUrlError('url_not_https')
  if (url.username !== '' || url.password !== '') throw new WebhookUrlError('url_has_credentials')
  if (url.hash !== '' || text.includes('#')) throw new WebhookUrlError('url_has_fragment')
  if (!isWebPort(url.port)) throw new WebhookUrlError('port_refused')
  return url
}

/** Empty is the default port of the scheme. */
function isWebPort(port: string): boolean {
  const number = Number(port)
  return port === '' || number === 80 || number === 443 || (number > 1023 && !harmedPorts.includes(number))
}
