import {
  CheckDomainAvailabilityCommand,
  DisableDomainAutoRenewCommand,
  GetDomainDetailCommand,
  GetOperationDetailCommand,
  ListDomainsCommand,
  ListOperationsCommand,
  RegisterDomainCommand,
  UpdateDomainNameserversCommand,
} from '@aws-sdk/client-route-53-domains'
import { z } from 'zod'
import type { OnCall } from '../../call-report.ts'
import { isProviderError, ProviderError } from '../../errors.ts'
import type { VendorConfig } from '../../vendor-config.ts'
import type { OwnedDomain, Registrar } from '../registrar.ts'
import { toContact } from './contact.ts'
import { createRoute53Calls } from './route53-calls.ts'

const Detail = z.object({
  DomainName: z.string(),
  Nameservers: z.array(z.object({ Name: z.string() })).default([]),
  AutoRenew: z.boolean().default(false),
  ExpirationDate: z.date().optional(),
})
const OwnDomains = z.object({ Domains: z.array(z.object({ DomainName: z.string() })).default([]) })
const Operation = z.object({
  OperationId: z.string().min(1),
  Status: z.string(),
  DomainName: z.string().optional(),
  Type: z.string().optional(),
})
const Operations = z.object({ Operations: z.array(Operation).default([]), NextPageMarker: z.string().optional() })
const OperationDetail = z.object({ Status: z.string(), Message: z.string().optional() })
const Started = z.object({ OperationId: z.string().min(1) })
const Availability = z.object({ Availability: z.string() })

const deadStatuses = ['ERROR', 'FAILED']

interface Route53Deps {
  onCall?: OnCall | undefined
}

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Amazon_Route_53_Domains.html */
export function createRoute53Registrar(config: VendorConfig, { onCall }: Route53Deps = {}): Registrar {
  const call = createRoute53Calls(config, onCall)

  async function isAvailable(name: string): Promise<boolean> {
    const command = new CheckDomainAvailabilityCommand({ DomainName: name })
    const answer = await call('CheckDomainAvailability', Availability, (client) => client.send(command))
    if (answer.Availability === 'PENDING' || answer.Availability === 'DONT_KNOW')
      throw undecided(name, answer.Availability)
    return answer.Availability === 'AVAILABLE'
  }

  async function findOwned(name: string): Promise<OwnedDomain | null> {
    try {
      return await readDetail(name)
    } catch (error) {
      // A domain that is not ours has no code of its own, and its text is no contract: the list decides.
      const mayBeMissing = isProviderError(error) && error.code === 'InvalidInput'
      if (!mayBeMissing) throw error
    }
    // It may have become ours after the first question.
    return (await isListed(name)) ? readDetail(name) : null
  }

  async function readDetail(name: string): Promise<OwnedDomain> {
    const command = new GetDomainDetailCommand({ DomainName: name })
    return toOwned(await call('GetDomainDetail', Detail, (client) => client.send(command)))
  }

  async function isListed(name: string): Promise<boolean> {
    const command = new ListDomainsCommand({
      FilterConditions: [{ Name: 'DomainName', Operator: 'BEGINS_WITH', Values: [name] }],
      MaxItems: 100,
    })
    const { Domains } = await call('ListDomains', OwnDomains, (client) => client.send(command))
    return Domains.some(({ DomainName }) => hostName(DomainName) === name)
  }

  async function register(name: string): Promise<{ operationId: string }> {
    const contact = toContact(config.REGISTRAR_CONTACT)
    const command = new RegisterDomainCommand({
      DomainName: name,
      DurationInYears: config.REGISTRAR_YEARS,
      AutoRenew: true,
      AdminContact: contact,
      RegistrantContact: contact,
      TechContact: contact,
      PrivacyProtectAdminContact: true,
      PrivacyProtectRegistrantContact: true,
      PrivacyProtectTechContact: true,
    })
    const { OperationId } = await call('RegisterDomain', Started, (client) => client.send(command))
    return { operationId: OperationId }
  }

  async function findRegistration(name: string, since: Date): Promise<{ operationId: string } | null> {
    let marker: string | undefined
    do {
      const command = new ListOperationsCommand({
        Type: ['REGISTER_DOMAIN'],
        SubmittedSince: since,
        SortBy: 'SubmittedDate',
        SortOrder: 'DESC',
        MaxItems: 100,
        ...(marker === undefined ? {} : { Marker: marker }),
      })
      const page = await call('ListOperations', Operations, (client) => client.send(command))
      const found = page.Operations.find((operation) => isLiveRegistration(operation, name))
      if (found) return { operationId: found.OperationId }
      marker = page.NextPageMarker
    } while (marker)
    return null
  }

  async function registrationStatus(operationId: string) {
    const command = new GetOperationDetailCommand({ OperationId: operationId })
    const { Status, Message } = await call('GetOperationDetail', OperationDetail, (client) => client.send(command))
    if (Status === 'SUCCESSFUL') return { status: 'succeeded', reason: null } as const
    if (deadStatuses.includes(Status)) return { status: 'failed', reason: Message ?? Status } as const
    return { status: 'in_progress', reason: null } as const
  }

  /** A change that is equal starts nothing: each one is an operation that blocks the next. */
  async function setNameservers(name: string, nameservers: string[]): Promise<void> {
    const current = await findOwned(name)
    const isAsWanted = current && sorted(current.nameservers).join() === sorted(nameservers).join()
    if (isAsWanted) return
    const command = new UpdateDomainNameserversCommand({
      DomainName: name,
      Nameservers: nameservers.map((Name) => ({ Name })),
    })
    await call('UpdateDomainNameservers', Started, (client) => client.send(command))
  }

  async function stopRenewal(name: string): Promise<{ expiresAt: Date | null }> {
    const owned = await findOwned(name)
    if (owned?.autoRenew) {
      const command = new DisableDomainAutoRenewCommand({ DomainName: name })
      await call('DisableDomainAutoRenew', z.unknown(), (client) => client.send(command))
    }
    return { expiresAt: owned?.expiresAt ?? null }
  }

  return { isAvailable, findOwned, register, findRegistration, registrationStatus, setNameservers, stopRenewal }
}

function isLiveRegistration(operation: z.output<typeof Operation>, name: string): boolean {
  const isRegistration = operation.Type === undefined || operation.Type === 'REGISTER_DOMAIN'
  return isRegistration && operation.DomainName?.toLowerCase() === name && !deadStatuses.includes(operation.Status)
}

function toOwned(detail: z.output<typeof Detail>): OwnedDomain {
  return {
    name: detail.DomainName.toLowerCase(),
    expiresAt: detail.ExpirationDate ?? null,
    autoRenew: detail.AutoRenew,
    nameservers: detail.Nameservers.map(({ Name }) => hostName(Name)),
  }
}

const hostName = (name: string) => name.toLowerCase().replace(/\.$/, '')
const sorted = (names: string[]) => names.map(hostName).sort()

function undecided(name: string, answer: string): ProviderError {
  const message = `CheckDomainAvailability: no decision about ${name} yet (${answer})`
  return new ProviderError({ provider: 'route53_domains', kind: 'transient', code: answer, message })
}
