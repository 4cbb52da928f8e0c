import { type ClaimedDelivery, type Db, readWebhookSecrets, type Vault } from '@coldframe/db'

/** The secret before a roll stops signing this much after its time at the latest. */
const KEPT_MS = 60_000
const MOST_KEPT = 10_000

interface Kept {
  secrets: Promise<string[]>
  until: number
}

/** Reads an endpoint's secrets once a minute, and anew after each change of it: a roll holds for the next attempt. */
export function createSecretReader({ db, vault, now = Date.now }: { db: Db; vault: Vault; now?: () => number }) {
  const kept = new Map<string, Kept>()

  return ({ owner, endpointId, endpointVersion }: ClaimedDelivery): Promise<string[]> => {
    const key = `${endpointId}/${endpointVersion}`
    const known = kept.get(key)
    if (known && known.until > now()) return known.secrets
    const secrets = readWebhookSecrets(vault, db, owner, endpointId)
    secrets.catch(() => kept.delete(key))
    kept.delete(key)
    kept.set(key, { secrets, until: now() + KEPT_MS })
    dropOldest()
    return secrets
  }

  /** A map keeps the order of what was put into it. */
  function dropOldest(): void {
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
  }
}
