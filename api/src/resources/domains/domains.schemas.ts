import { dnsModes, domainHealths, domainStatuses, registrations, residencies, rotationPolicies } from '@coldframe/db'
import { domainNameFaults, faultOfLocalPart, normalizeBrandDomain, normalizeDomainName } from '@coldframe/temporal'
import { z } from 'zod'
import { addFault, fault } from '../../faults.ts'
import {
  count,
  exampleIds,
  hostName,
  id,
  listOf,
  Metadata,
  MetadataChange,
  PageQuery,
  pathId,
  sentence,
  Timestamp,
  text,
  version,
} from '../../schemas.ts'
import { MaxSpend, MOST_MAILBOXES, NewMailboxes, Provider } from '../mailboxes/mailboxes.schemas.ts'
import { WarmupSettings } from '../warmup/warmup.schemas.ts'
import { faultOfPattern } from './name-pattern.ts'

export const Residency = z.enum(residencies).meta({
  id: 'Residency',
  description: 'Where mail rests. Decided when the domain is ordered; it cannot be changed later.',
})

const Registration = z.enum(registrations).meta({
  id: 'Registration',
  description: '`register`: Coldframe buys the domain. `existing`: it is yours already.',
})

const DnsMode = z.enum(dnsModes).meta({
  id: 'DnsMode',
  description: '`managed`: Coldframe hosts the zone and writes the records. `external`: you do, as `dns.get` tells.',
})

export const DomainStatus = z.enum(domainStatuses).meta({
  id: 'DomainStatus',
  description: 'Where the domain is in its life. `action_required` says in `statusReason` what a person has to do.',
})

export const DomainHealth = z.enum(domainHealths).meta({
  id: 'DomainHealth',
  description: 'What the evidence says. Apart from `status`: an active domain can be worn.',
})

export const RotationPolicy = z.enum(rotationPolicies).meta({
  id: 'RotationPolicy',
  description:
    'What happens when a domain is worn or burned. `automatic`: it is replaced. `approve`: it is replaced once somebody agrees. `manual`: nothing.',
})

const DomainRotationPolicy = RotationPolicy.nullable().meta({ description: 'Null: as the account has it.' })

const Spare = z.boolean().meta({
  description: 'It is kept to take the place of another domain, by itself: nothing but warmup is sent from it.',
})

/** One word without an underscore or a character that cannot be seen; what else a name must be has faults of its own. */
const DOMAIN_TEXT = '^[^\\u0000-\\u0020\\u007f-\\u00a0_]+$'
const LONGEST_NAME = 254
const domainText = () => z.string().meta({ pattern: DOMAIN_TEXT, minLength: 1, maxLength: LONGEST_NAME })

export const DomainName = domainText()
  .superRefine((name, context) => {
    const result = normalizeDomainName(name)
    if ('fault' in result) addFault(context, result.fault)
  })
  .meta({
    description: `A registrable domain; internationalised names in either form. ${domainNameFaults.domain_name_subdomain}`,
    examples: ['getacme.com'],
  })

export const BrandDomain = domainText()
  .superRefine((name, context) => {
    const result = normalizeBrandDomain(name)
    if ('fault' in result) addFault(context, result.fault)
  })
  .meta({ description: 'Domain of the brand for which it sends; never `name` itself.', examples: ['acme.com'] })

export const NamePattern = text(64, 1)
  .superRefine((pattern, context) => {
    if (faultOfPattern(pattern)) addFault(context, 'name_pattern_invalid')
  })
  .meta({
    description:
      'How local parts are made when only a count is given: text with `{first}`, `{last}`, `{f}`, `{l}` (initials) and `{n}` (1, 2, 3 …). Names come from a list; the same domain always gets the same ones. Local parts that would be equal get a number.',
    examples: ['{first}.{last}'],
  })

interface Sources {
  mailboxes?: unknown
  mailboxCount?: unknown
  namePattern?: unknown
}
const hasOneSource = ({ mailboxes, mailboxCount }: Sources) =>
  (mailboxes === undefined) !== (mailboxCount === undefined)
const hasUseForPattern = ({ mailboxes, namePattern }: Sources) => mailboxes === undefined || namePattern === undefined

export const CreateDomain = z
  .strictObject({
    name: DomainName,
    provider: Provider,
    residency: Residency.default('none'),
    mailboxes: NewMailboxes.optional(),
    mailboxCount: count(MOST_MAILBOXES, 1).optional().meta({ description: 'Instead of `mailboxes`.' }),
    namePattern: NamePattern.optional(),
    brandDomain: BrandDomain.optional(),
    registration: Registration,
    dns: DnsMode,
    maxSpend: MaxSpend.optional(),
    rotationPolicy: DomainRotationPolicy.optional(),
    spare: Spare.optional(),
    warmup: WarmupSettings.optional(),
    metadata: Metadata.optional(),
  })
  .refine(hasOneSource, fault('exactly_one', 'mailboxes'))
  .refine(hasOneSource, fault('exactly_one', 'mailboxCount'))
  .refine(hasUseForPattern, fault('exactly_one', 'namePattern'))
  .superRefine((order, context) => {
    const name = normalizeDomainName(order.name)
    for (const [index, { localPart }] of (order.mailboxes ?? []).entries()) {
      const fault = faultOfLocalPart(localPart, 'name' in name ? name.name : '')
      if (fault) addFault(context, fault, ['mailboxes', index, 'localPart'])
    }
  })
  .meta({
    id: 'CreateDomain',
    description: 'A sending domain to order. Give `mailboxes`, or `mailboxCount` with an optional `namePattern`.',
    examples: [
      {
        name: 'getacme.com',
        provider: 'microsoft365',
        residency: 'eu',
        mailboxes: [{ localPart: 'anna.lee', displayName: 'Anna Lee' }],
        brandDomain: 'acme.com',
        registration: 'register',
        dns: 'managed',
      },
    ],
  })
export type CreateDomain = z.output<typeof CreateDomain>

export const UpdateDomain = z
  .strictObject({
    rotationPolicy: DomainRotationPolicy.optional(),
    spare: Spare.optional(),
    warmup: WarmupSettings.optional(),
    metadata: MetadataChange.optional(),
  })
  .meta({ id: 'UpdateDomain', description: 'What to change.', examples: [{ metadata: { campaign: 'spring' } }] })
export type UpdateDomain = z.output<typeof UpdateDomain>

export const Domain = z
  .object({
    id: id('domain', exampleIds.domain),
    name: hostName().meta({ description: 'ASCII form, in lower case.', examples: ['xn--bcher-kva.ch'] }),
    unicodeName: text(255).meta({ description: 'As people write it.', examples: ['bücher.ch'] }),
    provider: Provider,
    residency: Residency,
    status: DomainStatus,
    statusReason: sentence().nullable().meta({ description: 'What a person has to do, or why it failed.' }),
    health: DomainHealth,
    brandDomain: hostName()
      .nullable()
      .meta({ description: 'Registrable domain of the brand.', examples: ['acme.com'] }),
    registration: Registration,
    dns: DnsMode,
    nameservers: z
      .array(hostName())
      .max(20)
      .meta({ description: 'To which a managed domain must be delegated.', examples: [['ns1.coldframe.net']] }),
    tenantId: id('tenant', exampleIds.tenant).nullable(),
    mailboxCount: count(MOST_MAILBOXES).meta({ description: 'Mailboxes that are not retired.' }),
    operationId: id('operation', exampleIds.operation)
      .nullable()
      .meta({ description: 'The newest operation on the domain.' }),
    rotationPolicy: DomainRotationPolicy,
    spare: Spare,
    fleetId: id('fleet', exampleIds.fleet).nullable().meta({ description: 'The fleet that keeps it.' }),
    metadata: Metadata,
    version: version(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    readyAt: Timestamp.nullable().meta({ description: 'When a message sent from it passed SPF, DKIM and DMARC.' }),
    retiredAt: Timestamp.nullable(),
  })
  .meta({ id: 'Domain', description: 'A dedicated sending domain, with a tenant of its own.' })

export const DomainList = listOf(Domain, 'Domain')

export const DomainParams = z.strictObject({ id: pathId('domain', exampleIds.domain) })

export const DomainListQuery = PageQuery.extend({
  status: DomainStatus.optional(),
  health: DomainHealth.optional(),
  provider: Provider.optional(),
  residency: Residency.optional(),
  fleetId: id('fleet', exampleIds.fleet).optional().meta({ description: 'Only those of this fleet.' }),
  name: text(LONGEST_NAME, 1)
    .regex(new RegExp(DOMAIN_TEXT))
    .meta({ pattern: DOMAIN_TEXT })
    .optional()
    .meta({ description: 'Only the one with this name.', examples: ['getacme.com'] }),
})
