import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Owner } from './owner.ts'
import type { Repositories } from './repositories/index.ts'
import { WEBHOOK_SECRET, type WebhookEndpoint } from './repositories/webhook-endpoints.ts'
import type { Vault } from './vault.ts'

/** The present secret and, until it expires, the one before: one sealed value, so that both change at once. */
const Secrets = z.object({
  secret: z.string(),
  previous: z.object({ secret: z.string(), expiresAt: z.iso.datetime() }).nullable(),
})
type Secrets = z.infer<typeof Secrets>

/** Standard Webhooks: `whsec_` and base64 of 24 to 64 random bytes. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

type Store = Pick<Vault, 'keep' | 'replace' | 'read'>

export async function keepWebhookSecret(
  vault: Store,
  db: Repositories,
  owner: Owner,
  endpointId: string,
  secret: string,
): Promise<void> {
  const secrets: Secrets = { secret, previous: null }
  await vault.keep(db, owner, WEBHOOK_SECRET, new Map([[endpointId, secrets]]))
}

/**
 * The secret until now signs too until `previousExpiresAt`; one that was rolled before ends. Answers with the endpoint as it is then,
 * null when it is not there. Belongs into a transaction.
 */
export async function rollWebhookSecret(
  vault: Store,
  db: Repositories,
  owner: Owner,
  endpointId: string,
  secret: string,
  previousExpiresAt: Date,
): Promise<WebhookEndpoint | null> {
  if (!(await db.webhookEndpoints.lock(owner, endpointId))) return null
  const kept = await read(vault, db, owner, endpointId)
  const previous = kept && { secret: kept.secret, expiresAt: previousExpiresAt.toISOString() }
  const secrets: Secrets = { secret, previous }
  await vault.replace(db, owner, WEBHOOK_SECRET, new Map([[endpointId, secrets]]))
  return db.webhookEndpoints.update(owner, endpointId, { previousSecretExpiresAt: previousExpiresAt })
}

/** Those that are valid now, the newest first. */
export async function readWebhookSecrets(
  vault: Store,
  db: Repositories,
  owner: Owner,
  endpointId: string,
): Promise<string[]> {
  const kept = await read(vault, db, owner, endpointId)
  if (!kept) return []
  const { secret, previous } = kept
  return previous && new Date(previous.expiresAt) > new Date() ? [secret, previous.secret] : [secret]
}

async function read(vault: Store, db: Repositories, owner: Owner, endpointId: string): Promise<Secrets | null> {
  const secrets = (await vault.read(db, owner, WEBHOOK_SECRET, [endpointId])).get(endpointId)
  return secrets === undefined ? null : Secrets.parse(secrets)
}
