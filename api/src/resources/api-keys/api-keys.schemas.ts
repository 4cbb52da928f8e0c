import { z } from 'zod'
import { Scope } from '../../auth/scopes.ts'
import { exampleIds, id, listOf, PageQuery, Timestamp } from '../../schemas.ts'

const scopes = z
  .array(Scope)
  .min(1)
  .meta({ description: 'What the key may do.', examples: [['domains:read']] })

export const ApiKey = z
  .object({
    id: id('API key', exampleIds.apiKey),
    name: z.string().meta({ examples: ['Production'] }),
    prefix: z.string().meta({ description: 'The start of the key, to tell keys apart.', examples: ['cf_test_Zk3x'] }),
    livemode: z.boolean().meta({ description: 'Whether it acts on the real world.' }),
    scopes: z.array(Scope),
    lastUsedAt: Timestamp.nullable().meta({ description: 'To the minute.' }),
    expiresAt: Timestamp.nullable(),
    revokedAt: Timestamp.nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'ApiKey', description: 'A key of the account, without the secret.' })

export const CreatedApiKey = ApiKey.extend({
  key: z.string().meta({ description: 'The key itself. It is shown this once and kept nowhere.' }),
}).meta({ id: 'CreatedApiKey', description: 'A new key, with the secret.' })

export const ApiKeyList = listOf(ApiKey, 'ApiKey')

export const ApiKeyParams = z.strictObject({ id: id('API key', exampleIds.apiKey) })

export const ApiKeyListQuery = PageQuery

export const CreateApiKey = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .max(100)
      .meta({ description: 'For people.', examples: ['Production'] }),
    scopes,
    expiresAt: Timestamp.optional().meta({ description: 'From then on it does not work; never when not given.' }),
  })
  .meta({
    id: 'CreateApiKey',
    description: 'A key to make, in the mode (test or live) of the key that asks.',
    examples: [{ name: 'Dashboard', scopes: ['domains:read', 'mailboxes:read'] }],
  })
