import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '@coldframe/db'
import type { Logger } from './context.ts'

/** Between looks at what is followed, while no connection tells of changes. */
const POLL_MS = 1_000
/** While one does: for what a broken connection that nobody noticed keeps from us. */
const CONNECTED_POLL_MS = 10_000

export type Listener = ReturnType<typeof createListener>

interface ListenerDeps {
  db: Pick<Db, 'connect'>
  log: Logger
  /** Channels of NOTIFY; each payload names the thing that has changed. */
  channels: string[]
}

/**
 * Wakes followers of things that change. One connection listens for the whole process, however many follow whatever; it
 * is opened with the first follower.
 */
export function createListener({ db, log, channels }: ListenerDeps) {
  const stopped = new AbortController()
  const followers = new Map<string, Set<() => void>>()
  let isListening = false
  let listening: Promise<void> | null = null

  const wake = (subject: string) => {
    for (const follower of followers.get(subject) ?? []) follower()
  }
  const wakeAll = () => {
    for (const subject of followers.keys()) wake(subject)
  }

  function add(subject: string, follower: () => void): () => void {
    const own = followers.get(subject) ?? new Set()
    followers.set(subject, own.add(follower))
    return () => {
      own.delete(follower)
      if (own.size === 0) followers.delete(subject)
    }
  }

  async function listenOnce(): Promise<void> {
    const client = await db.connect()
    const lost = new Promise<void>((resolve) => client.once('end', resolve))
    client.on('error', (error) => log.warn({ err: error }, 'The connection that hears of changes broke'))
    client.on('notification', ({ channel, payload }) => wake(subjectOf(channel, payload ?? '')))
    const stop = () => void client.end()
    stopped.signal.addEventListener('abort', stop)
    try {
      await client.query(channels.map((channel) => `listen ${channel}`).join('; '))
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
      await listenOnce().catch((error) => log.warn({ err: error }, 'Changes cannot be listened for'))
      wakeAll()
      await sleep(POLL_MS, undefined, { signal: stopped.signal }).catch(() => undefined)
    }
  }

  /**
   * At once, then whenever the thing may have changed, until `signal` or the process says stop. What happens while the
   * one before is worked on comes as one.
   */
  async function* changesOf(channel: string, payload: string, signal: AbortSignal): AsyncGenerator<void> {
    listening ??= listen()
    const stop = AbortSignal.any([signal, stopped.signal])
    const bell = createBell()
    const remove = add(subjectOf(channel, payload), bell.ring)
    stop.addEventListener('abort', bell.ring, { once: true })
    try {
      while (!stop.aborted) {
        yield
        if (!stop.aborted) await bell.heard(isListening ? CONNECTED_POLL_MS : POLL_MS)
      }
    } finally {
      remove()
    }
  }

  return {
    changesOf,
    async stop(): Promise<void> {
      stopped.abort()
      await listening
    },
  }
}

const subjectOf = (channel: string, payload: string) => `${channel} ${payload}`

/** Remembers a ring that nobody was waiting for. */
function createBell() {
  let hasRung = false
  let tell = () => {}
  return {
    ring(): void {
      hasRung = true
      tell()
    },
    async heard(atMostMs: number): Promise<void> {
      if (!hasRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, atMostMs)
          tell = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      hasRung = false
    },
  }
}
