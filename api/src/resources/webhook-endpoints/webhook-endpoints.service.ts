import {
  type Db,
  keepWebhookSecret,
  newWebhookSecret,
  type Owner,
  type Repositories,
  rollWebhookSecret,
  type Vault,
  type WebhookEndpoint,
  type WebhookEndpointFilter,
} from '@coldframe/db'
import { type AddressGuard, WebhookUrlError } from '@coldframe/temporal'
import { errors } from '../../errors.ts'
import { mergeMetadata } from '../../metadata.ts'
import { toDbQuery, toList } from '../../paging.ts'
import type { PageQuery } from '../../schemas.ts'
import { checkVersion } from '../../version.ts'
import { presentDelivery } from '../webhook-deliveries/present-delivery.ts'
import { presentWebhookEndpoint } from './present-webhook-endpoint.ts'
import {
  type CreateWebhookEndpoint,
  MOST_ENDPOINTS,
  type RedeliverWebhooks,
  type UpdateWebhookEndpoint,
} from './webhook-endpoints.schemas.ts'

const HOUR_MS = 3_600_000

export interface WebhookEndpointServiceDeps {
  db: Db
  vault: Vault
  guard: Pick<AddressGuard, 'check'>
  clock: () => Date
}

export function createWebhookEndpointService({ db, vault, guard, clock }: WebhookEndpointServiceDeps) {
  const present = (endpoint: WebhookEndpoint) => presentWebhookEndpoint(endpoint, clock())

  const read = (owner: Owner, id: string) =>
    db.transactionFor(owner, async (tx) => found(await tx.webhookEndpoints.get(owner, id), id))

  async function checkUrl({ livemode }: Owner, url: string): Promise<void> {
    try {
      await guard.check(url, { livemode })
    } catch (error) {
      if (!(error instanceof WebhookUrlError)) throw error
      throw errors.webhookUrlRefused({ path: 'url', code: error.code, message: error.message })
    }
  }

  return {
    /** Asks DNS. */
    checkUrl,

    /** Of an endpoint that is there already: its own URL, or the one that it is to have. */
    async checkUrlFor(owner: Owner, id: string, url?: string): Promise<void> {
      const endpoint = await read(owner, id)
      await checkUrl(owner, url ?? endpoint.url)
    },

    get: async (owner: Owner, id: string) => present(await read(owner, id)),

    async list(owner: Owner, { status, ...query }: WebhookEndpointFilter & PageQuery) {
      return toList(await db.webhookEndpoints.list(owner, { status }, toDbQuery(query)), present)
    },

    async create(owner: Owner, { url, description = null, eventTypes, metadata = {} }: CreateWebhookEndpoint) {
      return db.transaction(async (tx) => {
        // Two at once must not both find the last place free.
        await tx.accounts.lock(owner, owner.accountId)
        if ((await tx.webhookEndpoints.count(owner)) >= MOST_ENDPOINTS)
          throw errors.tooManyWebhookEndpoints(MOST_ENDPOINTS)
        const wanted = { url, description, eventTypes: distinct(eventTypes), metadata }
        const endpoint = await tx.webhookEndpoints.create(owner, wanted)
        const secret = newWebhookSecret()
        await keepWebhookSecret(vault, tx, owner, endpoint.id, secret)
        return { ...present(endpoint), secret }
      })
    },

    async update(owner: Owner, id: string, change: UpdateWebhookEndpoint, ifVersions: number[] | null) {
      return db.transaction(async (tx) => {
        const endpoint = await lock(tx, owner, id)
        checkVersion(endpoint, ifVersions)
        const fields = changedFields(endpoint, change)
        if (Object.keys(fields).length === 0) return present(endpoint)
        return present(found(await tx.webhookEndpoints.update(owner, id, fields), id))
      })
    },

    async remove(owner: Owner, id: string) {
      return db.transaction(async (tx) => {
        const endpoint = await lock(tx, owner, id)
        await tx.webhookEndpoints.remove(owner, id)
        return present(endpoint)
      })
    },

    async rollSecret(owner: Owner, id: string, overlapHours: number) {
      return db.transaction(async (tx) => {
        const secret = newWebhookSecret()
        const previousExpiresAt = new Date(clock().getTime() + overlapHours * HOUR_MS)
        const endpoint = await rollWebhookSecret(vault, tx, owner, id, secret, previousExpiresAt)
        return { ...present(found(endpoint, id)), secret }
      })
    },

    async test(owner: Owner, id: string) {
      return db.transaction(async (tx) => {
        await lockEnabled(tx, owner, id)
        const data = { webhookEndpointId: id, message: 'A test of this webhook endpoint.' }
        const ping = { type: 'test.ping', subjectId: id, data } as const
        return presentDelivery(await tx.webhookDeliveries.addForEndpoint(owner, id, ping))
      })
    },

    async enable(owner: Owner, id: string) {
      return db.transaction(async (tx) => {
        const endpoint = await lock(tx, owner, id)
        if (endpoint.status === 'enabled') return present(endpoint)
        return present(found(await tx.webhookEndpoints.enable(owner, id), id))
      })
    },

    async disable(owner: Owner, id: string) {
      return db.transaction(async (tx) => {
        const endpoint = await lock(tx, owner, id)
        if (endpoint.status === 'disabled') return present(endpoint)
        return present(found(await tx.webhookEndpoints.disable(owner, id, 'user'), id))
      })
    },

    async redeliver(owner: Owner, id: string, { since, until, statuses }: RedeliverWebhooks) {
      return db.transaction(async (tx) => {
        await lockEnabled(tx, owner, id)
        return { count: await tx.webhookDeliveries.redeliverSince(owner, id, { since, until, statuses }) }
      })
    },
  }
}

const distinct = <Value>(values: Value[]) => [...new Set(values)]

function found(endpoint: WebhookEndpoint | null, id: string): WebhookEndpoint {
  if (!endpoint) throw errors.webhookEndpointNotFound(id)
  return endpoint
}

const lock = async (tx: Repositories, owner: Owner, id: string) => found(await tx.webhookEndpoints.lock(owner, id), id)

async function lockEnabled(tx: Repositories, owner: Owner, id: string): Promise<void> {
  const { status } = await lock(tx, owner, id)
  if (status === 'disabled') throw errors.webhookEndpointDisabled(id)
}

function changedFields(endpoint: WebhookEndpoint, { url, description, eventTypes, metadata }: UpdateWebhookEndpoint) {
  return {
    ...(url !== undefined && { url }),
    ...(description !== undefined && { description }),
    ...(eventTypes && { eventTypes: distinct(eventTypes) }),
    ...(metadata && { metadata: mergeMetadata(endpoint.metadata, metadata) }),
  }
}
