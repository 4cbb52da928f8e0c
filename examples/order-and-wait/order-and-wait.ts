import { createColdframe } from '@coldframe/sdk'

/** Orders a sending domain, shows how it comes about, and prints its mailboxes and its proof. */

const coldframe = createColdframe()

const domain = await coldframe.domains.create({
  name: `tryacme${Date.now().toString(36)}.com`,
  provider: 'microsoft365',
  residency: 'eu',
  mailboxCount: 5,
  brandDomain: 'acme.com',
  registration: 'register',
  dns: 'managed',
})
console.log(`Ordered ${domain.name}`)

await coldframe.operations.waitFor(domain.operationId ?? '', {
  onProgress: ({ status, progress }) => console.log(`${Math.round(progress * 100)} % ${status}`),
})

const [ready, dns] = await Promise.all([coldframe.domains.get(domain.id), coldframe.dns.get(domain.id)])
console.log(`${ready.name} is ${ready.status}`)
console.log(`Proof: ${dns.proof?.authenticationResults}`)
for await (const { address, status } of coldframe.mailboxes.list({ domainId: domain.id })) {
  console.log(`${address} (${status})`)
}
