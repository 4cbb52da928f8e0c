import type { Db } from '@coldframe/db'

/** So many requests in so long. */
export interface RatePolicy {
  limit: number
  windowMs: number
}

/** How a caller stands after a request. */
export interface Standing {
  isAllowed: boolean
  /** Requests that are left in the window, as far as this process knows. */
  remaining: number
  resetsInMs: number
}

export interface RateLimiter {
  policy: RatePolicy
  /** Takes all `units`, or none. */
  spend(keyId: string, units?: number): Promise<Standing>
}

export interface RateLimiterDeps {
  db: Pick<Db, 'rateWindows'>
  policy: RatePolicy
  /** Milliseconds of a clock that only goes forward. */
  now?: () => number
}

/** What this process may let through by itself, until the window ends. */
interface Budget {
  own: number
  /** What no process had taken when we last looked. */
  left: number
  endsAt: number
}

/** Of what is left of a window a process takes a tenth at once: one statement for many requests, and little is stranded elsewhere. */
const PARTS = 10

/**
 * One budget for each key, shared by all processes through `rate_windows` (docs/adr/0008). What a process takes there it
 * spends in memory, so all of them together never let through more than the limit in a window.
 */
export function createRateLimiter({ db, policy, now = () => performance.now() }: RateLimiterDeps): RateLimiter {
  const { limit, windowMs } = policy
  const budgets = new Map<string, Budget>()
  const refills = new Map<string, Promise<void>>()
  let sweptAt = now()

  const current = (keyId: string) => {
    const budget = budgets.get(keyId)
    return budget && now() < budget.endsAt ? budget : null
  }

  async function refill(keyId: string, units: number): Promise<void> {
    // The window may end a little early for us, never late.
    const askedAt = now()
    const before = current(keyId)
    const want = Math.max(units - (before?.own ?? 0), Math.floor((before?.left ?? limit) / PARTS))
    const { granted, left, endsInMs } = await db.rateWindows.lease(keyId, { want, limit, windowMs })
    // What was not spent of the part before is ours still, unless its window has ended meanwhile.
    const own = current(keyId)?.own ?? 0
    budgets.set(keyId, { own: own + granted, left, endsAt: askedAt + endsInMs })
  }

  /** However many requests wait, one of them asks. */
  function refillOnce(keyId: string, units: number): Promise<void> {
    const running = refills.get(keyId) ?? refill(keyId, units).finally(() => refills.delete(keyId))
    refills.set(keyId, running)
    return running
  }

  function sweep(): void {
    if (now() - sweptAt < windowMs) return
    sweptAt = now()
    for (const [keyId, { endsAt }] of budgets) if (endsAt <= sweptAt) budgets.delete(keyId)
  }

  return {
    policy,
    async spend(keyId, units = 1) {
      sweep()
      for (;;) {
        const budget = current(keyId)
        if (budget && (budget.own >= units || budget.own + budget.left < units)) {
          const isAllowed = budget.own >= units
          if (isAllowed) budget.own -= units
          return { isAllowed, remaining: budget.own + budget.left, resetsInMs: budget.endsAt - now() }
        }
        await refillOnce(keyId, units)
      }
    },
  }
}
