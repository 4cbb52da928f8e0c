import type * as Sdk from '@coldframe/sdk'
import type * as Webhooks from '@coldframe/sdk/webhooks'

/**
 * A bit of everything, by a customer who has nothing but the package. Its text is run where the package was installed, so it
 * may use no name from outside itself.
 */
export async function journey(sdk: typeof Sdk, webhooks: typeof Webhooks, baseUrl: string): Promise<string> {
  const done: string[] = []
  const check = (what: string, isSo: boolean) => {
    if (!isSo) throw new Error(`${what} is not so`)
    done.push(what)
  }
  const client = sdk.createColdframe({ apiKey: 'cf_test_1', baseUrl })

  const domain = await client.domains.create({
    name: 'getacme.com',
    provider: 'microsoft365',
    mailboxCount: 2,
    registration: 'register',
    dns: 'managed',
  })
  check('a refused order was sent again', domain.id === 'dom_1')
  const addresses: string[] = []
  for await (const { address } of client.mailboxes.list({ domainId: domain.id })) addresses.push(address)
  check('a list was walked', addresses.join() === 'a@getacme.com,b@getacme.com')
  const states: string[] = []
  await client.operations.waitFor('op_1', { onProgress: ({ status }) => void states.push(status) })
  check('an operation was followed', states.join() === 'running,succeeded')

  const { response } = await client.domains.get('dom_1').withResponse()
  check('the response was there', response.headers.get('etag') === '"1"')
  const error = await client.domains.get('dom_2').catch((caught: unknown) => caught)
  check('what is not there is told', error instanceof sdk.NotFoundError && error.code === 'domain_not_found')
  const aborted = await client.domains.list({}, { signal: AbortSignal.abort() }).catch((caught: unknown) => caught)
  check('who gives up is told', aborted instanceof sdk.AbortedError)

  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const body = '{"type":"domain.ready","data":{"name":"getacme.com"}}'
  const headers = await webhooks.sign(body, secret, { id: 'evt_1' })
  const event = await client.webhooks.unwrap(new TextEncoder().encode(body), new Headers(headers), [secret])
  check('an event was believed', event.type === 'domain.ready' && event.data.name === 'getacme.com')
  const forged = await webhooks.unwrap(`${body} `, headers, secret).catch((caught: unknown) => caught)
  check('a forged one was not', forged instanceof sdk.WebhookVerificationError && forged.code === 'signature_mismatch')
  return `${done.length} of 8`
}

export const JOURNEY_DONE = '8 of 8'
