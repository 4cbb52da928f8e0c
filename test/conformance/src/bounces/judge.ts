import { type BounceReport, readBounce } from '@coldframe/temporal/bounces'
import type { LabelledMail, LabelledRow } from './read-corpus.ts'

export interface Verdict {
  name: string
  isKindRight: boolean
  /** Null where there are none to find. */
  areRecipientsRight: boolean | null
  /** By row of the label. */
  permanence: boolean[]
  statuses: boolean[]
  isAlike: boolean
  told: string
}

type Kind = 'bounce' | 'complaint' | 'none'

const noBounce = ['vacation', 'delivered']

export function judge({ name, bytes, rows }: LabelledMail): Verdict {
  const report = readBounce(bytes)
  const wanted = kindWanted(rows)
  const isBounce = wanted === 'bounce'
  return {
    name,
    isKindRight: kindOf(report) === wanted,
    areRecipientsRight: wanted === 'none' ? null : hasRecipients(report, rows),
    permanence: isBounce ? rows.map((row, at) => isHard(report, at) === row.hardBounce) : [],
    statuses: rows.flatMap(({ status }, at) => (status === '' ? [] : [report.recipients[at]?.status === status])),
    isAlike:
      isSame(report, readBounce(withLineEnds(bytes, '\n'))) && isSame(report, readBounce(withLineEnds(bytes, '\r\n'))),
    told: `${report.kind} ${report.recipients.map((one) => `${one.address} ${one.class} ${one.permanence}`).join(', ')}, asked: ${wanted} ${rows.map((row) => row.reason).join(', ')}`,
  }
}

function kindWanted(rows: LabelledRow[]): Kind {
  const told = rows.filter(({ reason }) => !noBounce.includes(reason))
  if (told.length === 0) return 'none'
  return told.every(({ reason }) => reason === 'feedback') ? 'complaint' : 'bounce'
}

/** The corpus counts a delay as a bounce that is soft. */
function kindOf({ kind }: BounceReport): Kind {
  if (kind === 'bounce' || kind === 'delay') return 'bounce'
  return kind === 'complaint' ? 'complaint' : 'none'
}

/** As many as the label has, none twice; their addresses too, where it tells them. */
function hasRecipients({ recipients }: BounceReport, rows: LabelledRow[]): boolean {
  const found = recipients.map(({ address }) => address.toLowerCase())
  if (found.length !== rows.length || new Set(found).size !== found.length) return false
  return rows.every(({ recipient }) => recipient === undefined || found.includes(recipient.toLowerCase()))
}

const isHard = ({ recipients }: BounceReport, at: number) => recipients[at]?.permanence === 'hard'

const isSame = (one: BounceReport, other: BounceReport) => JSON.stringify(one) === JSON.stringify(other)

const withLineEnds = (bytes: Buffer, end: string) =>
  Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, end), 'latin1')
