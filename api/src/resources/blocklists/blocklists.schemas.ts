import { z } from 'zod'
import { exampleIds, id, sentence, Timestamp, text } from '../../schemas.ts'

const State = z.enum(['listed', 'clear', 'unknown']).meta({
  id: 'BlocklistState',
  description:
    '`clear` only from a resolver that, at the same moment, saw an entry that the list always has. `unknown`: the list refused, nobody answered, or there is nothing to ask for; it is neither of the others.',
})

const day = () => z.iso.date().meta({ maxLength: 10, examples: ['2026-03-06'] })

const LastKnown = z
  .object({ state: State, day: day() })
  .meta({ id: 'BlocklistLastKnown', description: 'The last that this list really answered.' })

const BlocklistLook = z
  .object({
    list: text(30).meta({ description: 'Name of the list.', examples: ['dbl'] }),
    object: z.enum(['domain', 'ip']).meta({ description: 'What the list keeps: names or addresses.' }),
    state: State,
    target: text(255)
      .nullable()
      .meta({
        description:
          'What was asked for: the domain, or an address that DMARC reports saw it send from. Null where none is known.',
        examples: ['getacme.com'],
      }),
    code: text(50)
      .nullable()
      .meta({ description: 'As the list answered.', examples: ['127.0.1.2'] }),
    reason: sentence()
      .nullable()
      .meta({
        description: 'What the code means, or why nothing is known; null when clear.',
        examples: ['a domain of spam or of low reputation'],
      }),
    day: day().meta({ description: 'On which it was last asked (UTC).' }),
    observedAt: Timestamp,
    lastKnown: LastKnown.nullable().meta({ description: 'Null where it never answered in the last 92 days.' }),
  })
  .meta({ id: 'BlocklistLook', description: 'What one list said when it was last asked.' })

export const MOST_LISTS = 100

export const Blocklists = z
  .object({
    domainId: id('domain', exampleIds.domain),
    lists: z.array(BlocklistLook).max(MOST_LISTS).meta({
      description: 'Each list that was asked in the last 92 days; empty before the first look.',
    }),
  })
  .meta({ id: 'Blocklists', description: 'What blocklists say of a domain.' })
