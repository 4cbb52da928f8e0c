import { createColdframe, unwrap } from '@coldframe/sdk'

/** Orders a sending domain, shows how it comes about, and prints its mailboxes and its proof. */

const { COLDFRAME_API_KEY: apiKey = '', COLDFRAME_URL: baseUrl = 'http://127.0.0.1:3000' } = process.env
const coldframe = createColdframe({ apiKey, baseUrl })

const domain = unwrap(
  await coldframe.POST('/v1/domains', {
    body: {
      name: `tryacme${Date.now().toString(36)}.com`,
      provider: 'microsoft365',
      residency: 'eu',
      mailboxCount: 5,
      brandDomain: 'acme.com',
      registration: 'register',
      dns: 'managed',
    },
  }),
)
console.log(`Ordered ${domain.name}`)

await coldframe.waitForOperation(domain.operationId ?? '', {
  onProgress: ({ status, progress }) => console.log(`${Math.round(progress * 100)} % ${status}`),
})

const path = { id: domain.id }
const [ready, dns, mailboxes] = await Promise.all([
  coldframe.GET('/v1/domains/{id}', { params: { path } }),
  coldframe.GET('/v1/domains/{id}/dns', { params: { path } }),
  coldframe.GET('/v1/mailboxes', { params: { query: { domainId: domain.id } } }),
])
console.log(`${unwrap(ready).name} is ${unwrap(ready).status}`)
console.log(`Proof: ${unwrap(dns).proof?.authenticationResults}`)
for (const mailbox of unwrap(mailboxes).data) console.log(`${mailbox.address} (${mailbox.status})`)
