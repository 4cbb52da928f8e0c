import type { Db, Domain, DomainHealth, Owner, Repositories } from '@coldframe/db'
import { onVerdict } from '../rotations/on-verdict.ts'
import type { DayEvidence } from '../rules/verdict/evidence.ts'
import { renewDays } from '../rules/verdict/late-evidence.ts'
import {
  type Judgement,
  judge,
  newVerdictState,
  type Verdict,
  type VerdictState,
  verdictStateSchema,
} from '../rules/verdict/verdict.ts'
import { presentVerdict, wordDay } from '../verdict/present-verdict.ts'
import { readEvidence } from '../verdict/read-evidence.ts'
import { resumeMailboxes, stopMailboxes } from '../verdict/stop-mailboxes.ts'
import { domainEvent } from './events.ts'

const DAY_MS = 86_400_000
/** Signals may be 30 days old; what is later than this waits for nobody, as the trend of older days is known. */
const LATE_DAYS = 7
/** As many as the rules keep. */
const FIRST_DAYS = 28

export interface JudgeInput {
  accountId: string
  livemode: boolean
  domainId: string
}

/**
 * Judges each day that is over and was not judged yet, in their order. Once a day is judged it stays so: a second call changes nothing.
 * The verdict, what follows from it and the events that tell of it are kept together or not at all.
 */
export const createJudgeDomain = ({ db }: { db: Db }) => ({
  async judgeDomain({ domainId, accountId, livemode }: JudgeInput): Promise<void> {
    const owner = { accountId, livemode }
    await db.transaction(async (tx) => {
      const domain = await tx.domains.lock(owner, domainId)
      if (!domain?.readyAt || domain.retiredAt) return
      const yesterday = dayOf((await tx.clocks.read(livemode)).now()) - 1
      const known = await tx.verdicts.state(owner, domainId)
      const state = known ? verdictStateSchema.parse(known.state) : newVerdictState()
      const judged = state.numbers.day
      if (judged !== null && judged >= yesterday) return
      const from = judged === null ? yesterday - FIRST_DAYS + 1 : judged - LATE_DAYS + 1
      const evidence = await readEvidence(tx, owner, domainId, { from, to: yesterday })
      await settle(tx, owner, domain, judgeDays(state, evidence, yesterday))
    })
  },
})

const dayOf = (at: Date) => Math.floor(at.getTime() / DAY_MS)

/** One judgement for each day up to `last`; of a new domain from the first day that anything is known of. */
function judgeDays(state: VerdictState, evidence: DayEvidence[], last: number): Judgement[] {
  const first = (state.numbers.day ?? (evidence[0]?.day ?? last) - 1) + 1
  let current: VerdictState = { ...state, numbers: renewDays(state.numbers, evidence) }
  const judgements: Judgement[] = []
  for (let day = first; day <= last; day++) {
    const judgement = judge(current, evidence.find((one) => one.day === day) ?? { day })
    judgements.push(judgement)
    current = judgement.state
  }
  return judgements
}

async function settle(tx: Repositories, owner: Owner, domain: Domain, judgements: Judgement[]): Promise<void> {
  let current = domain
  for (const judgement of judgements) current = await tell(tx, owner, current, judgement)
  const newest = judgements.at(-1)
  if (!newest) return
  const { state, verdict, basis } = newest
  const day = wordDay(verdict.day)
  await tx.verdicts.keep(owner, { domainId: domain.id, day, state, verdict, before: basis.before })
  await stopOrResume(tx, owner, domain, verdict)
  // A look at what it has become: what happened on the days between is told, and acted on once.
  if (current.health !== domain.health)
    await onVerdict(tx, current, { health: current.health, previousHealth: domain.health })
}

/** Once when it burns: whoever resumes a mailbox then has seen why. What is not burned goes on. */
async function stopOrResume(tx: Repositories, owner: Owner, before: Domain, { health, day }: Verdict): Promise<void> {
  if (health === 'burned' && before.health === 'burned') return
  const mailboxes = await tx.mailboxes.ofDomain(owner, before.id)
  if (health === 'burned') await stopMailboxes(tx, owner, mailboxes)
  else await resumeMailboxes(tx, owner, mailboxes, wordDay(day))
}

/** Keeps and tells a verdict that differs from the one before it. */
async function tell(tx: Repositories, owner: Owner, domain: Domain, { verdict, basis }: Judgement): Promise<Domain> {
  const { health, cause } = verdict
  const { health: previousHealth, cause: previousCause } = basis.before
  if (health === previousHealth && cause === previousCause) return domain
  const day = wordDay(verdict.day)
  await tx.verdicts.addChange(owner, { domainId: domain.id, day, health, previousHealth, cause, verdict, basis })
  if (health === previousHealth) return domain
  const changed = (await tx.domains.update(owner, domain.id, { health })) ?? domain
  const more = { verdict: presentVerdict(verdict, previousHealth) }
  const types = ['domain.health_changed' as const, ...typesOf(health, previousHealth)]
  await tx.events.append(
    owner,
    types.map((type) => domainEvent(type, changed, more)),
  )
  return changed
}

function typesOf(health: DomainHealth, previous: DomainHealth) {
  if (health === 'burned') return ['domain.burned' as const]
  const retracted = previous === 'burned' ? ['domain.burn_retracted' as const] : []
  return health === 'worn' ? [...retracted, 'domain.worn' as const] : retracted
}
