import type { RecordPurpose, RecordStatus } from '@coldframe/db'

/** The records of one purpose: the worst of them. */
export interface PurposeStatus {
  purpose: RecordPurpose
  status: RecordStatus
  explanation: string | null
}

const worstFirst: RecordStatus[] = ['wrong', 'missing', 'unknown', 'pending', 'correct']

/** One entry for each purpose, in the order in which they first come. */
export function worstByPurpose(records: PurposeStatus[]): PurposeStatus[] {
  return [...Map.groupBy(records, ({ purpose }) => purpose).values()].flatMap((own) => {
    const worst = worstFirst.find((status) => own.some((record) => record.status === status))
    return own.find(({ status }) => status === worst) ?? []
  })
}

export interface DnsDrift {
  /** Fine before, as far as anybody knows, and now wrong or missing. */
  drifted: PurposeStatus[]
  /** Wrong or missing before and fine now; empty as long as anything is known to be bad. */
  restored: PurposeStatus[]
}

const isBad = (status: RecordStatus | undefined) => status === 'wrong' || status === 'missing'

/** What changed since it was last known. Where nobody could be asked, what was known before still holds. */
export function driftOf(before: ReadonlyMap<string, RecordStatus>, now: PurposeStatus[]): DnsDrift {
  const drifted = now.filter(({ purpose, status }) => isBad(status) && !isBad(before.get(purpose)))
  const isStillBad = now.some(({ purpose, status }) =>
    isBad(status === 'unknown' || status === 'pending' ? before.get(purpose) : status),
  )
  const restored = now.filter(({ purpose, status }) => status === 'correct' && isBad(before.get(purpose)))
  return { drifted, restored: isStillBad ? [] : restored }
}
