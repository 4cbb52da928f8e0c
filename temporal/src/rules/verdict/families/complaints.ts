import type { Finding } from '../finding.ts'
import { complaintStream } from '../streams.ts'
import { thresholds } from '../thresholds.ts'
import type { Context } from './context.ts'
import { hypothesesOf, sequentialFinding, stepsOf } from './sequential-finding.ts'

const { complaints } = thresholds
const faultyOf = (sound: number) => Math.max(complaints.faultyAtLeast, sound * complaints.faultyFactor)

/** Pooled over the domain: a mailbox alone sends too little to be told anything by complaints. */
export function complaintFindings({ numbers, today, days }: Context): Finding[] {
  const { name, countOf, correlation } = complaintStream
  const hypotheses = hypothesesOf(numbers, name, complaints, faultyOf)
  return [
    sequentialFinding({
      family: 'complaints',
      subject: null,
      days,
      today,
      threshold: complaints.limit,
      isRare: true,
      countOf,
      correlation,
      steps: stepsOf(days, countOf, hypotheses),
    }),
  ]
}
