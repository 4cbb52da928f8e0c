import { Agent } from 'node:https'
import {
  CheckDomainAvailabilityCommand,
  DisableDomainAutoRenewCommand,
  DuplicateRequest,
  EnableDomainAutoRenewCommand,
  GetDomainDetailCommand,
  GetOperationDetailCommand,
  InvalidInput,
  ListDomainsCommand,
  ListOperationsCommand,
  ListPricesCommand,
  RegisterDomainCommand,
  Route53DomainsClient,
  UnsupportedTLD,
  UpdateDomainNameserversCommand,
} from '@aws-sdk/client-route-53-domains'
import t, { type Test } from 'tap'
import { startVendors } from '../testing/start-vendors.ts'
import { sandboxCredentials } from '../world/credentials.ts'
import { createRegistrarVendor } from './route53-domains.ts'

async function start(t: Test) {
  const clock = { now: Date.UTC(2026, 0, 1) }
  const started = await startVendors(t, {
    vendors: ({ registry }) => [createRegistrarVendor(registry)],
    delays: { preset: 'realistic' },
    now: () => clock.now,
  })
  const clientWith = (credentials: { accessKeyId: string; secretAccessKey: string }) => {
    const requestHandler = { httpsAgent: new Agent({ ca: started.ca }) }
    const options = { region: 'us-east-1', endpoint: started.url, credentials, requestHandler, maxAttempts: 1 }
    const client = new Route53DomainsClient(options)
    t.teardown(() => client.destroy())
    return client
  }
  return { ...started, clock, clientWith, client: clientWith(sandboxCredentials.registrar) }
}

const contact = {
  FirstName: 'Ada',
  LastName: 'Sender',
  ContactType: 'COMPANY',
  AddressLine1: '1 Market Street',
  City: 'San Francisco',
  CountryCode: 'US',
  ZipCode: '94105',
  PhoneNumber: '+1.4155550100',
  Email: 'ada@company.example',
} as const
const order = (name: string, years = 1) =>
  new RegisterDomainCommand({
    DomainName: name,
    DurationInYears: years,
    AdminContact: contact,
    RegistrantContact: contact,
    TechContact: contact,
  })

t.test('a name is registered after the wait, once', async (t) => {
  const { client, clock, parts } = await start(t)
  const check = new CheckDomainAvailabilityCommand({ DomainName: 'GetAcme.com' })
  t.match(await client.send(check), { Availability: 'AVAILABLE' })
  const { OperationId } = await client.send(order('GetAcme.com', 2))
  t.match(await client.send(check), { Availability: 'UNAVAILABLE' })
  await t.rejects(client.send(order('getacme.com')), DuplicateRequest)
  await t.rejects(client.send(new GetDomainDetailCommand({ DomainName: 'getacme.com' })), InvalidInput)
  const detail = () => client.send(new GetOperationDetailCommand({ OperationId }))
  t.match(await detail(), { Status: 'IN_PROGRESS', Type: 'REGISTER_DOMAIN', DomainName: 'getacme.com' })

  clock.now += 5 * 60_000
  t.match(await detail(), { Status: 'SUCCESSFUL', SubmittedDate: new Date(Date.UTC(2026, 0, 1)) })
  const domain = await client.send(new GetDomainDetailCommand({ DomainName: 'getacme.com' }))
  t.match(domain, { AutoRenew: true, ExpirationDate: new Date(Date.UTC(2028, 0, 1)) })
  await t.rejects(client.send(order('getacme.com')), InvalidInput, 'a second order of an owned name is refused')
  t.same(parts.world.counters.all().registrations, { 'getacme.com': 1 })
})

t.test('a registration fails when somebody else took the name meanwhile', async (t) => {
  const { client, clock, parts } = await start(t)
  const { OperationId } = await client.send(order('getacme.com'))
  parts.registry.add('getacme.com', 'other', ['ns1.otherhost.example'], 1)
  clock.now += 5 * 60_000
  const detail = await client.send(new GetOperationDetailCommand({ OperationId }))
  t.match(detail, { Status: 'FAILED', Message: 'The domain name is not available.' })
})

t.test('new name servers reach the parent zone after the wait for the delegation', async (t) => {
  const { client, clock, parts } = await start(t)
  await client.send(order('getacme.com'))
  clock.now += 5 * 60_000
  const update = (names: string[]) =>
    client.send(
      new UpdateDomainNameserversCommand({
        DomainName: 'getacme.com',
        Nameservers: names.map((Name) => ({ Name })),
      }),
    )
  const parked = parts.world.zones.resolve('getacme.com', 'NS')
  const own = sandboxCredentials.powerdns.nameservers
  const { OperationId } = await update(own)
  const detail = new GetOperationDetailCommand({ OperationId })
  t.match(await client.send(detail), { Status: 'IN_PROGRESS', Type: 'UPDATE_NAMESERVER' })
  t.same(parts.world.zones.resolve('getacme.com', 'NS'), parked)
  await t.rejects(update(own), DuplicateRequest)

  clock.now += 2 * 60_000
  t.match(await client.send(detail), { Status: 'SUCCESSFUL' })
  t.same(parts.world.zones.resolve('getacme.com', 'NS'), own)
  const again = await update([...own].reverse())
  t.match(await client.send(new GetOperationDetailCommand({ OperationId: again.OperationId })), {
    Status: 'SUCCESSFUL',
  })
  await update(['ns1.otherhost.example', 'ns2.otherhost.example'])
  t.same(parts.world.zones.resolve('getacme.com', 'NS'), own, 'a second change waits again')
  await t.rejects(update(['not a host', 'ns2.otherhost.example']), InvalidInput)
})

t.test('lists page, filter and sort', async (t) => {
  const { client, clock } = await start(t)
  const names = ['alpha.com', 'beta.net', 'gamma.org']
  for (const name of names) {
    await client.send(order(name))
    clock.now += 1_000
  }
  clock.now += 5 * 60_000
  const first = await client.send(new ListDomainsCommand({ MaxItems: 2 }))
  t.same(
    first.Domains?.map(({ DomainName }) => DomainName),
    ['alpha.com', 'beta.net'],
  )
  const rest = await client.send(new ListDomainsCommand({ MaxItems: 2, Marker: first.NextPageMarker }))
  t.match(rest, { Domains: [{ DomainName: 'gamma.org' }], NextPageMarker: undefined })
  const operations = await client.send(
    new ListOperationsCommand({ Status: ['SUCCESSFUL'], Type: ['REGISTER_DOMAIN'], SortOrder: 'DESC' }),
  )
  t.same(
    operations.Operations?.map(({ DomainName }) => DomainName),
    names.toReversed(),
  )
  const since = new ListOperationsCommand({ SubmittedSince: new Date(Date.UTC(2026, 0, 1, 0, 0, 2)) })
  t.match((await client.send(since)).Operations, [{ DomainName: 'gamma.org' }])
  t.match(await client.send(new ListPricesCommand({ Tld: 'com' })), { Prices: [{ Name: 'com' }] })
})

t.test('renewal is switched off and on', async (t) => {
  const { client, clock } = await start(t)
  await client.send(order('getacme.com'))
  clock.now += 5 * 60_000
  const detail = new GetDomainDetailCommand({ DomainName: 'getacme.com' })
  await client.send(new DisableDomainAutoRenewCommand({ DomainName: 'getacme.com' }))
  t.match(await client.send(detail), { AutoRenew: false })
  await client.send(new EnableDomainAutoRenewCommand({ DomainName: 'getacme.com' }))
  t.match(await client.send(detail), { AutoRenew: true })
})

t.test('refuses what the real one refuses', async (t) => {
  const { client, parts } = await start(t)
  await t.rejects(client.send(order('getacme.nosuchtld')), UnsupportedTLD)
  for (const name of ['com', 'co.uk', 'a.b.com', 'get acme.com', 'get_acme.com', '-acme.com', 'bücher.com']) {
    await t.rejects(client.send(order(name)), InvalidInput, name)
  }
  await t.rejects(client.send(order('getacme.com', 11)), InvalidInput)
  await t.rejects(client.send(order('google.com')), InvalidInput)
  const badPhone = { ...contact, PhoneNumber: '+14155550100' }
  const withBadPhone = new RegisterDomainCommand({ ...order('getacme.com').input, TechContact: badPhone })
  await t.rejects(client.send(withBadPhone), { name: 'InvalidInput', message: /TechContact\.PhoneNumber/ })
  t.same(parts.world.counters.all(), {})
})

t.test('refuses credentials that do not hold', async (t) => {
  const { url, clientWith } = await start(t)
  const { accessKeyId, secretAccessKey } = sandboxCredentials.registrar
  const list = new ListDomainsCommand({})
  const unknown = clientWith({ accessKeyId: 'AKIAUNKNOWN', secretAccessKey }).send(list)
  await t.rejects(unknown, { name: 'UnrecognizedClientException', $metadata: { httpStatusCode: 403 } })
  const wrong = clientWith({ accessKeyId, secretAccessKey: 'wrong' }).send(list)
  await t.rejects(wrong, { name: 'InvalidSignatureException' })
  const anonymous = await fetch(url, { method: 'POST', body: '{}' })
  t.match(await anonymous.json(), { __type: 'MissingAuthenticationTokenException' })
})
