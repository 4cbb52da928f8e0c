import type pg from 'pg'

interface ChannelOptions {
  connect: () => Promise<pg.Client>
  name: string
  /** Wakes up this often even when nothing was heard: notifications get lost with their connection. */
  pollMs: number
  /** Told when the connection cannot be made or breaks; it is made anew by itself. */
  onFault: (error: unknown) => void
}

/** Wake-ups from LISTEN/NOTIFY, and from a clock beside it, with the payloads heard since the last one. */
export function createChannel({ connect, name, pollMs, onFault }: ChannelOptions) {
  let heard = new Set<string>()
  let wake: () => void = () => {}
  let isClosed = false
  let connection: pg.Client | null = null

  async function listen(): Promise<void> {
    const client = await connect()
    client.on('notification', ({ payload }) => {
      heard.add(payload ?? '')
      wake()
    })
    client.on('error', onFault)
    client.on('end', () => {
      connection = null
      wake()
    })
    await client.query(`listen ${name}`)
    connection = client
  }

  async function nextWake(): Promise<void> {
    if (heard.size > 0 || isClosed) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pollMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  return {
    async *wakeups(): AsyncGenerator<Set<string>> {
      while (!isClosed) {
        if (!connection) await listen().catch(onFault)
        const payloads = heard
        heard = new Set()
        yield payloads
        await nextWake()
      }
      await connection?.end()
    },
    close(): void {
      isClosed = true
      wake()
    },
  }
}
