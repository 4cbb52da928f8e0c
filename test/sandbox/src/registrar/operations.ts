import { isValidName, normalName } from '../dns/names.ts'
import { worldNameservers } from '../dns/nameservers.ts'
import type { World } from '../world/world.ts'
import { registrarErrors } from './errors.ts'
import { DomainInput, NameserversInput, parseInput, RegisterInput, sellableName } from './inputs.ts'
import type { Jobs } from './jobs.ts'
import { domainDetail, listDomains, listOperations, listPrices, operationDetail } from './listings.ts'
import type { RegisteredDomain, Registry } from './registry.ts'

const maximumDomains = 2_000
/** Names that belong to somebody in the real world, and so can never be free. */
const famousNames = ['google.com', 'microsoft.com', 'outlook.com', 'amazon.com', 'gmail.com', 'yahoo.com', 'apple.com']

/** The operations of `Route53Domains_v20140515` by name: input in, output out. */
export function createOperations(world: World, registry: Registry, jobs: Jobs) {
  const isTaken = (name: string) => famousNames.includes(name) || registry.findClaim(name) !== undefined

  function owned(name: string): RegisteredDomain {
    const domain = registry.get(normalName(name))
    if (domain?.registrar !== 'ours') throw registrarErrors.notInAccount(name)
    return domain
  }
  function checkAvailability(body: unknown) {
    const name = sellableName(parseInput(DomainInput, body).DomainName)
    return { Availability: isTaken(name) ? 'UNAVAILABLE' : 'AVAILABLE' }
  }
  function register(body: unknown) {
    const input = parseInput(RegisterInput, body)
    const name = sellableName(input.DomainName)
    jobs.refuseDuplicate('REGISTER_DOMAIN', name)
    if (isTaken(name)) throw registrarErrors.invalidInput(`The domain name ${name} is not available.`)
    if (registry.list().length >= maximumDomains) throw registrarErrors.domainLimitExceeded()
    world.waits.start('registration', name, name)
    const domain = registry.add(name, 'ours', worldNameservers.parked, input.DurationInYears)
    if (!input.AutoRenew) registry.setAutoRenew(domain, false)
    world.counters.add('registrations', name)
    return { OperationId: jobs.start('REGISTER_DOMAIN', name, name).id }
  }
  function updateNameservers(body: unknown) {
    const input = parseInput(NameserversInput, body)
    const domain = owned(input.DomainName)
    const nameservers = input.Nameservers.map(({ Name }) => normalName(Name))
    const invalid = nameservers.find((name) => !isValidName(name) || !name.includes('.'))
    if (invalid !== undefined) throw registrarErrors.invalidInput(`Invalid name server: ${invalid}`)
    jobs.refuseDuplicate('UPDATE_NAMESERVER', domain.name)
    registry.setNameservers(domain, nameservers)
    const subject = owned(domain.name).delegationSubject
    return { OperationId: jobs.start('UPDATE_NAMESERVER', domain.name, subject).id }
  }
  function setAutoRenew(body: unknown, autoRenew: boolean) {
    registry.setAutoRenew(owned(parseInput(DomainInput, body).DomainName), autoRenew)
    return {}
  }
  const operations: Record<string, (body: unknown) => object> = {
    CheckDomainAvailability: checkAvailability,
    RegisterDomain: register,
    UpdateDomainNameservers: updateNameservers,
    DisableDomainAutoRenew: (body) => setAutoRenew(body, false),
    EnableDomainAutoRenew: (body) => setAutoRenew(body, true),
    GetDomainDetail: (body) => domainDetail(owned(parseInput(DomainInput, body).DomainName)),
    GetOperationDetail: (body) => operationDetail(jobs, body),
    ListOperations: (body) => listOperations(jobs, body),
    ListDomains: (body) => listDomains(registry, body),
    ListPrices: listPrices,
  }
  return operations
}
