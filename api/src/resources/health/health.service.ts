import type { Db, Domain, JudgedDomain, Owner, VerdictChange } from '@coldframe/db'
import { drawHealth, presentVerdict, readVerdict } from '@coldframe/temporal'
import { errors } from '../../errors.ts'
import { toDbQuery, toList } from '../../paging.ts'
import type { PageQuery } from '../../schemas.ts'

export function createHealthService({ db }: { db: Db }) {
  async function find(owner: Owner, id: string): Promise<Domain> {
    const domain = await db.domains.get(owner, id)
    if (!domain) throw errors.domainNotFound(id)
    return domain
  }

  return {
    async get(owner: Owner, id: string) {
      const domain = await find(owner, id)
      return presentHealth({ domain, state: await db.verdicts.state(owner, id) })
    },

    async history(owner: Owner, id: string, query: PageQuery) {
      await find(owner, id)
      return toList(await db.verdicts.changes(owner, id, toDbQuery(query)), presentChange)
    },

    async chart(owner: Owner, id: string) {
      return { svg: await drawHealth(db, owner, await find(owner, id)) }
    },
  }
}

const unjudged = { cause: null, since: null, day: null, expectedDaysLeft: null, findings: [], judgedAt: null }

export function presentHealth({ domain: { id, health }, state }: JudgedDomain) {
  if (!state) return { ...unjudged, domainId: id, health }
  const { previousHealth: _, evidence, ...verdict } = presentVerdict(readVerdict(state.verdict), health, () => true)
  return { domainId: id, ...verdict, findings: evidence, judgedAt: state.judgedAt }
}

const presentChange = ({ id, domainId, previousHealth, verdict, createdAt }: VerdictChange) => ({
  id,
  domainId,
  verdict: presentVerdict(readVerdict(verdict), previousHealth),
  createdAt,
})
