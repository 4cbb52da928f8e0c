import type { Db, Observation, Owner } from '@coldframe/db'
import { errors } from '../../errors.ts'
import { MOST_LISTS } from './blocklists.schemas.ts'

const DAY_MS = 86_400_000
const SHOWN_DAYS = 92

export function createBlocklistService({ db }: { db: Db }) {
  return {
    get: (owner: Owner, id: string) =>
      db.transactionFor(owner, async (tx) => {
        if (!(await tx.domains.get(owner, id))) throw errors.domainNotFound(id)
        const now = (await tx.clocks.read(owner.livemode)).now()
        const since = new Date(now.getTime() - SHOWN_DAYS * DAY_MS).toISOString().slice(0, 10)
        const last = await tx.observations.last(owner, id, 'blocklist', since)
        const known = await tx.observations.lastKnown(owner, id, 'blocklist', since)
        return { domainId: id, lists: present(last, known).slice(0, MOST_LISTS) }
      }),
  }
}

function present(last: Observation<'blocklist'>[], known: Observation<'blocklist'>[]) {
  const bySubject = new Map(known.map((one) => [one.subject, { state: one.data.state, day: one.day }]))
  return last.map(({ subject, day, observedAt, data: { text, ...data } }) => ({
    list: subject,
    ...data,
    reason: text,
    day,
    observedAt,
    lastKnown: bySubject.get(subject) ?? null,
  }))
}
