/** What a receiver has before it, and whether it must take it. */
export interface WebhookCase {
  name: string
  secret: string
  headers: Record<string, string>
  body: Buffer
  isGood: boolean
}

export interface ReceivedWebhook {
  headers: Record<string, string>
  body: Buffer
}

const otherSecret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
const MINUTES_TOO_LATE = 6

/** Each message that was really delivered, as it came and then spoilt in each way. `secrets`: all that sign it. */
export function casesOf(received: ReceivedWebhook[], secrets: string[]): WebhookCase[] {
  return received.flatMap(({ headers, body }, index) => {
    const one = (name: string, isGood: boolean, change: Partial<WebhookCase> = {}): WebhookCase => ({
      name: `message ${index + 1}: ${name}`,
      secret: secrets[0] ?? '',
      headers,
      body,
      isGood,
      ...change,
    })
    const withHeader = (name: string, value: string) => ({ headers: { ...headers, [name]: value } })
    const timestamp = Number(headers['webhook-timestamp'])
    return [
      ...secrets.map((secret, age) => one(`with secret ${age + 1}`, true, { secret })),
      one('with another secret', false, { secret: otherSecret }),
      one('with a byte more', false, { body: Buffer.concat([body, Buffer.from(' ')]) }),
      one('with a digit changed', false, {
        body: Buffer.from(body.toString().replace(/\d/, (digit) => `${9 - Number(digit)}`)),
      }),
      one('under another id', false, withHeader('webhook-id', 'evt_00000000000000000000000000')),
      one('with the time of another attempt', false, withHeader('webhook-timestamp', `${timestamp - 1}`)),
      one('long after', false, withHeader('webhook-timestamp', `${timestamp - MINUTES_TOO_LATE * 60}`)),
      one('without a signature of this version', false, withHeader('webhook-signature', 'v2,AAAA')),
    ]
  })
}
