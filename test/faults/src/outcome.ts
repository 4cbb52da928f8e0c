import { type Figure, figure } from '@coldframe/bench'
import { type Api, describe, type World, waitForOperation } from '@coldframe/e2e'
import { countEffects, type Effects, isExactlyOnce, totalsOf } from './effects.ts'
import { mailboxCount, type Placed } from './place-order.ts'

/** What became of one order that was disturbed. */
export interface Outcome {
  /** Which fault, and when. */
  fault: string
  /** What the order was doing. */
  during: string
  /** Whether the fault met the order while it was under way. */
  isHit: boolean
  /** From the fault to the end of the operation; null when it did not succeed. */
  seconds: number | null
  trouble: string | null
  effects: Effects
}

const patienceMs = 180_000

/** Waits for the order's end, and counts. */
export async function awaitOutcome(
  { api, world }: { api: Api; world: World },
  placed: Placed,
  fault: Pick<Outcome, 'fault' | 'during' | 'isHit'> & { at: number },
): Promise<Outcome> {
  const { at, ...told } = fault
  const operation = await waitForOperation(api, placed.operationId, { timeoutMs: patienceMs, pollMs: 500 }).catch(
    String,
  )
  const isReady = typeof operation !== 'string' && operation.status === 'succeeded'
  return {
    ...told,
    seconds: isReady ? (Date.parse(operation.finishedAt ?? '') - at) / 1_000 : null,
    trouble: isReady ? null : typeof operation === 'string' ? operation : describe(operation),
    effects: await countEffects(api, world, placed),
  }
}

const isGood = ({ isHit, seconds, effects }: Outcome) => isHit && seconds !== null && isExactlyOnce(effects)

/** `outcomes` are all orders that the world has seen. */
export async function figuresOf(world: World, outcomes: Outcome[]): Promise<Figure[]> {
  const count = (test: (outcome: Outcome) => boolean) => outcomes.filter(test).length
  const totals = await totalsOf(world)
  const all = outcomes.length
  return [
    figure(
      'faults_that_hit',
      count(({ isHit }) => isHit),
      'orders',
      { exactly: all },
    ),
    figure(
      'ready',
      count(({ seconds }) => seconds !== null),
      'orders',
      { exactly: all },
    ),
    figure(
      'exactly_one_of_each',
      count(({ effects }) => isExactlyOnce(effects)),
      'orders',
      { exactly: all },
    ),
    figure('registrations', totals.registrations, 'registrations', { exactly: all }),
    figure('tenants', totals.tenants, 'tenants', { exactly: all }),
    figure('orders', totals.orders, 'orders', { exactly: all }),
    figure('user_creations', totals.users, 'users', { exactly: all * mailboxCount }),
    figure('longest_recovery', Math.max(...outcomes.map(({ seconds }) => seconds ?? 0)), 's'),
  ]
}

export function printTable(outcomes: Outcome[]): void {
  const head = ['fault', 'during', 'seconds to ready', 'registrations', 'tenants', 'orders', 'users', 'ready', '']
  const rows = outcomes.map((outcome) => {
    const { fault, during, seconds, trouble, effects } = outcome
    const { registrations, tenants, orders, users, readyMailboxes } = effects
    const creations = users.least === users.most ? `${users.most} each` : `${users.least}-${users.most} each`
    const cells = [fault, during, seconds?.toFixed(1) ?? 'never', registrations, tenants, orders, creations]
    const remark = isGood(outcome) ? 'ok' : `WRONG ${trouble ?? ''}`
    return [...cells, `${readyMailboxes}/${mailboxCount}`, remark].map(String)
  })
  const table = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}
