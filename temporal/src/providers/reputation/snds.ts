import type { ObservationData } from '@coldframe/db'
import { z } from 'zod'
import { ProviderError } from '../errors.ts'
import { kindOfStatus, sendHttp } from '../http.ts'

/** Microsoft's Smart Network Data Services: what Outlook.com thinks of addresses that the operator has registered there. */
export interface Snds {
  /** `no_data` where Microsoft tells nothing of the address: not registered, or less than 100 messages a day. */
  read(address: string): Promise<ObservationData<'snds'>>
}

interface SndsDeps {
  url: string
  /** Of "automated data access"; part of the address that is asked, so it is in no error. */
  key: string
  now: () => number
}

/** The file is of all addresses and changes once a day. */
const KEPT_MS = 3_600_000
const call = { provider: 'snds', operation: 'readData' }

type SndsData = ObservationData<'snds'>

export function createSnds({ url, key, now }: SndsDeps): Snds {
  let held: { at: number; rows: Promise<Map<string, SndsData>> } | null = null

  async function load(): Promise<Map<string, SndsData>> {
    const reply = await sendHttp({ ...call, url: `${url}?key=${encodeURIComponent(key)}`, method: 'GET', headers: {} })
    if (reply.status !== 200)
      throw new ProviderError({
        ...call,
        kind: kindOfStatus(reply.status),
        message: `readData: answered ${reply.status}`,
      })
    return parse(reply.text)
  }

  return {
    async read(address) {
      if (!held || now() - held.at > KEPT_MS) {
        const rows = load()
        held = { at: now(), rows }
        rows.catch(() => {
          held = null
        })
      }
      const text = 'Microsoft tells nothing of this address: not registered, or too little mail.'
      return (await held.rows).get(address) ?? { ...empty, state: 'no_data', text }
    },
  }
}

const empty = { text: null, filterResult: null, complaintRate: null, messages: null, trapHits: null }

const Row = z.object({
  address: z.union([z.ipv4(), z.ipv6()]),
  messages: z.coerce.number().int().min(0),
  filterResult: z.enum(['green', 'yellow', 'red']),
  complaintRate: z.string(),
  trapHits: z.coerce.number().int().min(0),
})

/**
 * Cells: address, activity from and to, RCPT commands, DATA commands, recipients, filter result, complaint rate, traps from and to,
 * trap hits, and more. Later lines are of later times. A line in another form is passed over: what stands in it is anybody's.
 */
function parse(text: string): Map<string, SndsData> {
  const rows = new Map<string, SndsData>()
  for (const line of text.split('\n')) {
    const cells = line.split(',').map((cell) => cell.trim())
    const [address, , , , messages, , filter = '', complaintRate, , , trapHits] = cells
    const row = Row.safeParse({ address, messages, filterResult: filter.toLowerCase(), complaintRate, trapHits })
    if (!row.success) continue
    const { address: of, ...numbers } = row.data
    rows.set(of, { state: 'known', text: null, ...numbers })
  }
  return rows
}
