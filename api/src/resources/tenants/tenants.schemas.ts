import { z } from 'zod'
import { count, exampleIds, hostName, id, pathId, Timestamp, text } from '../../schemas.ts'
import { Provider } from '../mailboxes/mailboxes.schemas.ts'

export const TenantParams = z.strictObject({ id: pathId('tenant', exampleIds.tenant) })

export const Tenant = z
  .object({
    id: id('tenant', exampleIds.tenant),
    domainId: id('domain', exampleIds.domain),
    provider: Provider,
    externalId: text(200).meta({
      description: 'Id at the provider.',
      examples: ['72f988bf-86f1-41af-91ab-2d7cd011db47'],
    }),
    initialDomain: hostName().meta({
      description: 'Where the tenant began.',
      examples: ['getacme3fgh.onmicrosoft.com'],
    }),
    country: z.string().meta({
      pattern: '^[A-Z]{2}$',
      maxLength: 2,
      description: 'ISO 3166-1 alpha-2. Decides where mail rests.',
      examples: ['CH'],
    }),
    mailRegion: text(100)
      .nullable()
      .meta({ description: 'Where the provider says mail rests; null until it was read back.', examples: ['CHE'] }),
    licences: count().meta({ description: 'Mailbox licences that are paid for.' }),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Tenant', description: 'The isolated organisation at the mailbox provider; one for each domain.' })
