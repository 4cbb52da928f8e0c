import { z } from 'zod'
import { isProviderError, ProviderError } from '../../errors.ts'
import type { MailboxProvider, WantedRecord } from '../mailbox-provider.ts'
import type { Cmdlet, Exchange } from './exchange.ts'
import { hostName } from './records.ts'

const DkimConfig = z.object({
  Domain: z.string(),
  Enabled: z.boolean(),
  Selector1CNAME: z.string().nullish(),
  Selector2CNAME: z.string().nullish(),
})
type DkimConfig = z.output<typeof DkimConfig>

const AcceptedDomain = z.object({ DomainName: z.string() })
const OrganizationConfig = z.object({ DefaultMailboxRegion: z.string().nullish() })
const TTL_SECONDS = 3600

type DkimCalls = Pick<MailboxProvider, 'prepareDkim' | 'enableDkim' | 'mailRegion'>

/** https://learn.microsoft.com/defender-office-365/email-authentication-dkim-configure */
export function createDkim(exchange: Exchange): DkimCalls {
  /** Our role in the directory reaches Exchange later: until then it refuses us. */
  function invoke<T extends z.ZodType>(cmdlet: Cmdlet<T>): Promise<z.output<T>[]> {
    return exchange.invoke(cmdlet).catch((error) => {
      throw isProviderError(error, 'unauthorized') ? asPending(error) : error
    })
  }

  /** An identity that is unknown makes the cmdlet list all domains, so the answer is searched. */
  async function find(tenantId: string, domain: string): Promise<DkimConfig | null> {
    const call = { tenantId, name: 'Get-DkimSigningConfig', parameters: { Identity: domain }, result: DkimConfig }
    const configs = await invoke(call).catch((error) => {
      if (isProviderError(error, 'not_found')) return []
      throw error
    })
    return configs.find((config) => hostName(config.Domain) === hostName(domain)) ?? null
  }

  async function create(tenantId: string, domain: string): Promise<DkimConfig | null> {
    await requireAcceptedDomain(tenantId, domain)
    // The default of 1024 bits is less than RFC 8301 section 3.2 asks of signers.
    const parameters = { DomainName: domain, Enabled: false, KeySize: 2048 }
    try {
      const made = await invoke({ tenantId, name: 'New-DkimSigningConfig', parameters, result: DkimConfig })
      return made[0] ?? (await find(tenantId, domain))
    } catch (error) {
      if (!isProviderError(error, 'conflict')) throw error
      return find(tenantId, domain)
    }
  }

  /** The mail system learns of a verified domain some time after the directory. */
  async function requireAcceptedDomain(tenantId: string, domain: string): Promise<void> {
    const call = { tenantId, name: 'Get-AcceptedDomain', parameters: {}, result: AcceptedDomain }
    const accepted = await invoke(call)
    const isThere = accepted.some((one) => hostName(one.DomainName) === hostName(domain))
    if (!isThere) throw pending('Get-AcceptedDomain', `${domain} has not reached the mail system yet`)
  }

  async function prepareDkim(tenantId: string, domain: string): Promise<WantedRecord[]> {
    const config = (await find(tenantId, domain)) ?? (await create(tenantId, domain))
    const targets = [config?.Selector1CNAME, config?.Selector2CNAME]
    if (targets.some((target) => !target)) throw pending('Get-DkimSigningConfig', `no keys for ${domain} yet`)
    return targets.map((target, index) => ({
      purpose: 'dkim',
      type: 'CNAME',
      name: `selector${index + 1}._domainkey.${hostName(domain)}`,
      value: hostName(target ?? ''),
      ttlSeconds: TTL_SECONDS,
    }))
  }

  async function enableDkim(tenantId: string, domain: string): Promise<void> {
    if ((await find(tenantId, domain))?.Enabled) return
    const parameters = { Identity: domain, Enabled: true }
    await invoke({ tenantId, name: 'Set-DkimSigningConfig', parameters, result: z.unknown() })
  }

  async function mailRegion(tenantId: string): Promise<string> {
    const call = { tenantId, name: 'Get-OrganizationConfig', parameters: {}, result: OrganizationConfig }
    const region = (await invoke(call))[0]?.DefaultMailboxRegion
    if (region) return region
    throw pending('Get-OrganizationConfig', 'the region is not known yet')
  }

  return { prepareDkim, enableDkim, mailRegion }
}

function pending(operation: string, message: string): ProviderError {
  return new ProviderError({
    provider: 'exchange',
    kind: 'pending',
    code: 'not_there_yet',
    message: `${operation}: ${message}`,
  })
}

function asPending({ provider, code, message, requestId }: ProviderError): ProviderError {
  return new ProviderError({ provider, kind: 'pending', code, message, requestId })
}
