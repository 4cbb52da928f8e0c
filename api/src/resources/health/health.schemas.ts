import { DomainVerdict, MOST_FINDINGS, VerdictCause, VerdictFinding } from '@coldframe/db/events'
import { z } from 'zod'
import { exampleIds, id, listOf, PageQuery, Timestamp } from '../../schemas.ts'
import { DomainHealth } from '../domains/domains.schemas.ts'

const day = () => z.iso.date().meta({ maxLength: 10, examples: ['2026-03-20'] })

export const Health = z
  .object({
    domainId: id('domain', exampleIds.domain),
    health: DomainHealth,
    cause: VerdictCause.nullable(),
    since: day().nullable().meta({ description: 'Since when the health has been this.' }),
    day: day()
      .nullable()
      .meta({ description: 'The last day that was judged (UTC, by the clock of the mode); null before the first.' }),
    expectedDaysLeft: DomainVerdict.shape.expectedDaysLeft,
    findings: z
      .array(VerdictFinding)
      .max(MOST_FINDINGS)
      .meta({ description: 'All that was looked at, with what speaks for the domain and what could not be known.' }),
    judgedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Health', description: 'What the evidence says of a domain, and the numbers that it rests on.' })

const HealthChange = z
  .object({
    id: id('verdict', 'vrd_01jd8k5f9q4rwxyzabcdefghk4'),
    domainId: id('domain', exampleIds.domain),
    verdict: DomainVerdict,
    createdAt: Timestamp,
  })
  .meta({ id: 'HealthChange', description: 'A verdict that changed the health of a domain, or its cause.' })

export const HealthHistory = listOf(HealthChange, 'HealthChange')
export const HealthHistoryQuery = PageQuery
