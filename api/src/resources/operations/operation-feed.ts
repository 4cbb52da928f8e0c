import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, OPERATION_CHANNEL, type Operation, type Owner } from '@coldframe/db'
import type { Logger } from '../../context.ts'

/** Between looks at operations that are followed, while no connection tells of changes. */
const POLL_MS = 1_000
/** While one does: for what a broken connection that nobody noticed keeps from us. */
const CONNECTED_POLL_MS = 10_000

export type OperationFeed = ReturnType<typeof createOperationFeed>

/**
 * Tells followers of changes of operations. One connection listens for the whole process, however many follow; it is
 * opened with the first follower.
 */
export function createOperationFeed({ db, log }: { db: Db; log: Logger }) {
  const stopped = new AbortController()
  const followers = new Map<string, Set<() => void>>()
  let isListening = false
  let listening: Promise<void> | null = null

  const wake = (id: string) => {
    for (const follower of followers.get(id) ?? []) follower()
  }
  const wakeAll = () => {
    for (const id of followers.keys()) wake(id)
  }

  function add(id: string, follower: () => void): () => void {
    const own = followers.get(id) ?? new Set()
    followers.set(id, own.add(follower))
    return () => {
      own.delete(follower)
      if (own.size === 0) followers.delete(id)
    }
  }

  async function listenOnce(): Promise<void> {
    const client = await db.connect()
    const lost = new Promise<void>((resolve) => client.once('end', resolve))
    client.on('error', (error) => log.warn({ err: error }, 'The connection for changes of operations broke'))
    client.on('notification', ({ payload }) => wake(payload ?? ''))
    const stop = () => void client.end()
    stopped.signal.addEventListener('abort', stop)
    try {
      await client.query(`listen ${OPERATION_CHANNEL}`)
      isListening = true
      wakeAll()
      if (!stopped.signal.aborted) await lost
    } finally {
      isListening = false
      stopped.signal.removeEventListener('abort', stop)
      await client.end().catch(() => undefined)
    }
  }

  async function listen(): Promise<void> {
    while (!stopped.signal.aborted) {
      await listenOnce().catch((error) => log.warn({ err: error }, 'Changes of operations cannot be listened for'))
      wakeAll()
      await sleep(POLL_MS, undefined, { signal: stopped.signal }).catch(() => undefined)
    }
  }

  /**
   * States of one operation, beginning with `first`, until it ends. Whoever takes them slowly gets fewer: always the
   * newest state, never a queue.
   */
  async function* follow(owner: Owner, first: Operation, signal: AbortSignal): AsyncGenerator<Operation> {
    listening ??= listen()
    const stop = AbortSignal.any([signal, stopped.signal])
    let isDue = true
    let ring = () => {}
    const remove = add(first.id, () => {
      isDue = true
      ring()
    })
    const change = (atMostMs: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, atMostMs)
        ring = () => {
          clearTimeout(timer)
          resolve()
        }
        if (isDue || stop.aborted) ring()
      })
    stop.addEventListener('abort', () => ring(), { once: true })
    try {
      let shown: string | null = null
      let current: Operation | null = first
      while (current && !stop.aborted) {
        const state = JSON.stringify(current)
        if (state !== shown) yield current
        shown = state
        if (current.finishedAt) return
        await change(isListening ? CONNECTED_POLL_MS : POLL_MS)
        isDue = false
        if (!stop.aborted) current = await db.transactionFor(owner, (tx) => tx.operations.get(owner, first.id))
      }
    } finally {
      remove()
    }
  }

  return {
    follow,
    async stop(): Promise<void> {
      stopped.abort()
      await listening
    },
  }
}
