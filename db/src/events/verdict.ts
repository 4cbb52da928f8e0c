import { z } from 'zod'
import { findingConclusions, findingFamilies, verdictCauses } from '../enums.ts'
import { count, DomainHealth, day, sentence, text } from './fields.ts'

export const VerdictCause = z.enum(verdictCauses).meta({
  id: 'VerdictCause',
  description:
    'Where the trouble comes from. Only `domain` and `provider_action` (the provider restricted the account) burn a domain; a fault of the copy, the list, DNS or a shared address is mended, not replaced.',
})

const share = () => z.number().meta({ format: 'double' })

export const VerdictFinding = z
  .strictObject({
    family: z.enum(findingFamilies).meta({ id: 'FindingFamily', description: 'The kind of evidence.' }),
    subject: text(300)
      .nullable()
      .meta({
        description: 'The recipient provider, campaign or list; null for the whole domain.',
        examples: ['gmail'],
      }),
    conclusion: z.enum(findingConclusions).meta({
      id: 'FindingConclusion',
      description:
        '`no_data`: nothing was observed. `unclear`: too little to tell. `clear`: surely below the threshold. `suspicious`, `alarm`, `confirmed`: likely, strong, and strong twice or after a second look.',
    }),
    value: share()
      .nullable()
      .meta({
        description: 'A share from 0 to 1; of blocklists on how many days. Null where nothing was observed.',
        examples: [0.42],
      }),
    lower: share()
      .nullable()
      .meta({ description: 'Of the interval, one-sided 95 %.', examples: [0.31] }),
    upper: share()
      .nullable()
      .meta({ description: 'Of the interval, one-sided 95 %.', examples: [0.53] }),
    threshold: share().meta({ description: 'What the value is held against.', examples: [0.2] }),
    sampleSize: share().meta({ description: 'Messages, or observations of a list.', examples: [120] }),
    from: day().meta({ description: 'First day of the window (UTC).' }),
    to: day().meta({ description: 'Last day of the window (UTC).' }),
    explanation: sentence().meta({ description: 'The same in words.' }),
  })
  .meta({
    id: 'VerdictFinding',
    description: 'One kind of evidence about one subject, with the numbers that it rests on.',
  })
export type VerdictFinding = z.infer<typeof VerdictFinding>

export const MOST_FINDINGS = 200

export const DomainVerdict = z
  .strictObject({
    day: day().meta({ description: 'The last day that was judged (UTC).' }),
    health: DomainHealth,
    previousHealth: DomainHealth,
    cause: VerdictCause.nullable(),
    since: day().nullable().meta({ description: 'Since when the health has been this.' }),
    expectedDaysLeft: count(10_000).nullable().meta({
      description: 'Until placement that is falling reaches what burns a domain; null where none is falling.',
    }),
    evidence: z.array(VerdictFinding).max(MOST_FINDINGS).meta({ description: 'What speaks against the domain.' }),
  })
  .meta({ id: 'DomainVerdict', description: 'What the evidence says of a domain.' })
export type DomainVerdict = z.infer<typeof DomainVerdict>
