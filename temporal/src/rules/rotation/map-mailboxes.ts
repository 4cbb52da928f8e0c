import type { Mailbox, UnmappedReason } from '@coldframe/db'

export type MappedSender = Pick<Mailbox, 'id' | 'localPart' | 'displayName' | 'status'>

export interface Mapping {
  oldId: string
  /** Null where it has no successor; `reason` says why. */
  newId: string | null
  reason: UnmappedReason | null
}

type Likeness = (old: MappedSender, next: MappedSender) => boolean

const isSamePerson: Likeness = (old, next) => nameOf(old) === nameOf(next)
const isSamePlace: Likeness = (old, next) => old.localPart.toLowerCase() === next.localPart.toLowerCase()

/** The best likeness is used up over all mailboxes before the next one is looked at. */
const likenesses: readonly Likeness[] = [
  (old, next) => isSamePerson(old, next) && isSamePlace(old, next),
  isSamePerson,
  isSamePlace,
  () => true,
]

/**
 * Who takes whose place, in the order of the old ones: the same person at the same local part, the same person, the same local part,
 * anybody. One to one: no mailbox is taken twice, and old ones that are left over are listed. The same for the same mailboxes.
 */
export function mapMailboxes(old: readonly MappedSender[], next: readonly MappedSender[]): Mapping[] {
  const successors = new Map<string, string>()
  const free = new Map(next.filter(isLiving).map((mailbox) => [mailbox.id, mailbox]))
  for (const isAlike of likenesses) {
    for (const mailbox of old) {
      if (!isLiving(mailbox) || successors.has(mailbox.id)) continue
      const match = [...free.values()].find((candidate) => isAlike(mailbox, candidate))
      if (!match) continue
      successors.set(mailbox.id, match.id)
      free.delete(match.id)
    }
  }
  return old.map((mailbox) => {
    const newId = successors.get(mailbox.id) ?? null
    return { oldId: mailbox.id, newId, reason: newId === null ? reasonOf(mailbox) : null }
  })
}

/** Of one that is paused the successor can send later; one that failed or ends cannot. */
export const isLiving = ({ status }: Pick<Mailbox, 'status'>): boolean => !hasFailed(status) && !hasEnded(status)

export function reasonOf({ status }: Pick<Mailbox, 'status'>): UnmappedReason {
  if (hasFailed(status)) return 'failed'
  return hasEnded(status) ? 'ended' : 'no_room'
}

const hasFailed = (status: Mailbox['status']) => status === 'failed'
const hasEnded = (status: Mailbox['status']) => status === 'retiring' || status === 'retired'

/** People write names with different spaces and capitals. */
const nameOf = ({ displayName }: MappedSender) => displayName.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
