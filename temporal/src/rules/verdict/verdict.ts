import { verdictCauses } from '@coldframe/db/enums'
import { z } from 'zod'
import { addEvidence } from './add-evidence.ts'
import { dayToLearn, learnDay } from './baseline.ts'
import { claimOf } from './claim.ts'
import type { DayEvidence } from './evidence.ts'
import { authenticationFindings } from './families/authentication.ts'
import { blocklistFindings } from './families/blocklists.ts'
import { complaintFindings } from './families/complaints.ts'
import { type Context, contextOf } from './families/context.ts'
import { copyFindings } from './families/copy.ts'
import { listFindings } from './families/list-quality.ts'
import { placementFindings } from './families/placement.ts'
import { providerTextFindings } from './families/provider-texts.ts'
import { reputationFindings } from './families/reputation-bounces.ts'
import { type Finding, findingSchema } from './finding.ts'
import { type Numbers, noNumbers, numbersSchema } from './numbers.ts'
import { nextStanding, noStanding, type Standing, standingSchema } from './standing.ts'
import { streamsOf } from './streams.ts'
import { wasFalling, wearOf, wearSchema } from './wear.ts'

export type { DayEvidence } from './evidence.ts'

/** All that is kept of a domain from one day to the next. Plain JSON. */
export const verdictStateSchema = z.object({ numbers: numbersSchema, standing: standingSchema })
export type VerdictState = z.infer<typeof verdictStateSchema>

export const newVerdictState = (): VerdictState => ({ numbers: noNumbers, standing: noStanding })

export const verdictSchema = z.object({
  day: z.number().int(),
  health: z.enum(['unknown', 'healthy', 'watch', 'worn', 'burned']),
  cause: z.enum(verdictCauses).nullable(),
  sinceDay: z.number().int().nullable(),
  /** Each family of evidence with the numbers that it rests on. */
  findings: z.array(findingSchema),
  wear: wearSchema.nullable(),
  /** The domain was called burned until yesterday and the evidence no longer says so. */
  isBurnRetracted: z.boolean(),
})
export type Verdict = z.infer<typeof verdictSchema>

/** What a verdict is computed from: today's numbers and what was said before. Kept with the verdict. */
export interface Basis {
  numbers: Numbers
  before: Standing
}

const familyReaders: ((context: Context) => Finding[])[] = [
  placementFindings,
  reputationFindings,
  complaintFindings,
  blocklistFindings,
  providerTextFindings,
  authenticationFindings,
  listFindings,
  copyFindings,
]

/** The same basis gives the same verdict, today and in a year. */
export function decide({ numbers, before }: Basis): { standing: Standing; verdict: Verdict } {
  const context = contextOf(numbers)
  const findings = familyReaders.flatMap((read) => read(context))
  const wear = wearOf(context)
  const standing = nextStanding(before, claimOf(findings, wear, wasFalling(context, findings)), context.today)
  const isBurnRetracted = before.health === 'burned' && standing.health !== 'burned'
  const { health, cause, sinceDay } = standing
  return { standing, verdict: { day: context.today, health, cause, sinceDay, findings, wear, isBurnRetracted } }
}

/** A domain that is watched or worse teaches nothing of what is normal, nor does a day without authentication. */
function learn(numbers: Numbers, standing: Standing): Numbers {
  if (standing.health !== 'healthy' && standing.health !== 'unknown') return numbers
  const day = dayToLearn(numbers)
  if (!day || contextOf(numbers).faulty.has(day.day)) return numbers
  return { ...numbers, baselines: learnDay(numbers, day, streamsOf([day])) }
}

export interface Judgement {
  state: VerdictState
  verdict: Verdict
  basis: Basis
}

/** One day's evidence, or late evidence of a day that is still kept, in; the verdict and what to keep, out. */
export function judge(state: VerdictState, evidence: DayEvidence): Judgement {
  const added = addEvidence(state.numbers, evidence)
  const isNewDay = added.day !== state.numbers.day
  const numbers = isNewDay ? learn(added, state.standing) : added
  const basis = { numbers, before: state.standing }
  const { standing, verdict } = decide(basis)
  return { state: { numbers, standing }, verdict, basis }
}
