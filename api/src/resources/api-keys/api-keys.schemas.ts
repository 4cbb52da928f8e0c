import { apiKeyStatuses } from '@coldframe/db'
import { z } from 'zod'
import { Scope } from '../../auth/scopes.ts'
import { count, exampleIds, id, listOf, PageQuery, pathId, Timestamp, text } from '../../schemas.ts'

const ApiKeyStatus = z.enum(apiKeyStatuses).meta({
  id: 'ApiKeyStatus',
  description: 'Only an `active` key works. A key that was revoked is `revoked` for ever.',
})

const MOST_OVERLAP_SECONDS = 7 * 24 * 60 * 60

/** More than there are, for the day that there are more. */
const MOST_SCOPES = 100

const scopes = z
  .array(Scope)
  .min(1)
  .max(MOST_SCOPES)
  .meta({ description: 'What the key may do.', examples: [['domains:read']] })

const expiresAt = Timestamp.optional().meta({
  description: 'From then on the new key does not work. Without it the key has no end.',
})

const keyText = (most: number) => z.string().meta({ pattern: '^cf_[A-Za-z0-9_]+$', maxLength: most })

export const ApiKey = z
  .object({
    id: id('API key', exampleIds.apiKey),
    accountId: id('account', exampleIds.account),
    name: text(100).meta({ examples: ['Production'] }),
    prefix: keyText(20).meta({ description: 'The start of the key, to tell keys apart.', examples: ['cf_test_Zk3x'] }),
    livemode: z.boolean().meta({ description: 'Whether it acts on the real world.' }),
    scopes: z.array(Scope).max(MOST_SCOPES),
    status: ApiKeyStatus,
    lastUsedAt: Timestamp.nullable().meta({ description: 'To the minute.' }),
    expiresAt: Timestamp.nullable(),
    revokedAt: Timestamp.nullable(),
    replacedById: id('API key', exampleIds.apiKey)
      .nullable()
      .meta({ description: 'The key that took its place when it was rolled.' }),
    createdAt: Timestamp,
  })
  .meta({ id: 'ApiKey', description: 'A key of the account, without the secret.' })

export const CreatedApiKey = ApiKey.extend({
  key: keyText(100).meta({ description: 'The key itself. It is shown this once and kept nowhere.' }),
}).meta({ id: 'CreatedApiKey', description: 'A new key, with the secret.' })

export const ApiKeyList = listOf(ApiKey, 'ApiKey')

export const ApiKeyParams = z.strictObject({ id: pathId('API key', exampleIds.apiKey) })

export const ApiKeyListQuery = PageQuery.extend({ status: ApiKeyStatus.optional() })

export const CreateApiKey = z
  .strictObject({
    name: text(100, 1).meta({ description: 'For people.', examples: ['Production'] }),
    scopes,
    expiresAt,
  })
  .meta({
    id: 'CreateApiKey',
    description: 'A key to make, in the mode (test or live) of the key that asks.',
    examples: [{ name: 'Dashboard', scopes: ['domains:read', 'mailboxes:read'] }],
  })
export type CreateApiKey = z.output<typeof CreateApiKey>

export const RollApiKey = z
  .strictObject({
    overlapSeconds: count(MOST_OVERLAP_SECONDS).default(0).meta({
      description: 'How long the old key still works, at most 7 days. Its own `expiresAt` stays where it is sooner.',
    }),
    expiresAt,
  })
  .meta({
    id: 'RollApiKey',
    description: 'How one key is to take the place of another.',
    examples: [{ overlapSeconds: 86_400 }],
  })
export type RollApiKey = z.output<typeof RollApiKey>
