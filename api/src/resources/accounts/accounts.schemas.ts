import { z } from 'zod'
import { Money } from '../../money.ts'
import {
  exampleIds,
  id,
  listOf,
  Metadata,
  MetadataChange,
  PageQuery,
  pathId,
  Timestamp,
  text,
  version,
} from '../../schemas.ts'
import { RotationPolicy } from '../domains/domains.schemas.ts'
import { ATTESTATION } from './attestation.ts'

const Name = text(100, 1).meta({ description: 'For people.', examples: ['Acme'] })

const SpendCeiling = Money.nullable().meta({
  description: 'The most that orders of a calendar month (UTC) may come to, for each mode by itself; null for none.',
})

const WarmupExchange = z.boolean().meta({
  description:
    'Whether its mailboxes exchange mail with others of the pool while they warm up. The value of such exchange is debated; without it the ramp works alone.',
})

const WarmupLanguage = z.enum(['en', 'de', 'fr', 'es', 'nl']).meta({
  id: 'WarmupLanguage',
  description: 'Of the messages of that exchange.',
})

const Statement = text(500).meta({ description: 'The words that were confirmed.', examples: [ATTESTATION] })

const Attestation = z
  .object({
    statement: Statement,
    attestedAt: Timestamp,
    keyId: id('API key', exampleIds.apiKey).meta({ description: 'The key that confirmed it.' }),
  })
  .meta({ id: 'Attestation', description: 'That consent and local law are the responsibility of the sender.' })

export const Account = z
  .object({
    id: id('account', exampleIds.account),
    parentId: id('account', exampleIds.account)
      .nullable()
      .meta({ description: 'The account that it belongs to, for a sub-account.' }),
    livemode: z
      .boolean()
      .nullable()
      .meta({ description: 'The mode of a sub-account. Null for an account of its own, which has both.' }),
    name: Name,
    spendCeiling: SpendCeiling,
    rotationPolicy: RotationPolicy,
    warmupExchange: WarmupExchange,
    warmupLanguage: WarmupLanguage,
    attestation: Attestation.nullable().meta({ description: 'Null until it was confirmed.' }),
    metadata: Metadata,
    version: version(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Account', description: 'A customer, or a customer of a customer (sub-account).' })

export const AccountList = listOf(Account, 'Account')

export const AccountParams = z.strictObject({ id: pathId('account', exampleIds.account) })

export const AccountListQuery = PageQuery

export const CreateAccount = z
  .strictObject({ name: Name, spendCeiling: SpendCeiling.optional(), metadata: Metadata.optional() })
  .meta({
    id: 'CreateAccount',
    description: 'A sub-account to make, in the mode (test or live) of the key that asks.',
    examples: [{ name: 'Acme', spendCeiling: { amount: '500.00', currency: 'USD' } }],
  })
export type CreateAccount = z.output<typeof CreateAccount>

export const UpdateAccount = z
  .strictObject({
    name: Name.optional(),
    spendCeiling: SpendCeiling.optional(),
    rotationPolicy: RotationPolicy.optional(),
    warmupExchange: WarmupExchange.optional(),
    warmupLanguage: WarmupLanguage.optional(),
    metadata: MetadataChange.optional(),
  })
  .meta({
    id: 'UpdateAccount',
    description: 'What to change.',
    examples: [{ spendCeiling: { amount: '800.00', currency: 'USD' } }],
  })
export type UpdateAccount = z.output<typeof UpdateAccount>

export const AttestAccount = z
  .strictObject({ statement: z.literal(ATTESTATION).meta({ description: 'Exactly these words.' }) })
  .meta({ id: 'AttestAccount', description: 'What the sender confirms.', examples: [{ statement: ATTESTATION }] })
