import { availabilities, defaultTlds, MOST_SUGGESTIONS, normalizeDomainName } from '@coldframe/temporal'
import { z } from 'zod'
import { addFault } from '../../faults.ts'
import { Money } from '../../money.ts'
import { count, hostName } from '../../schemas.ts'
import { BrandDomain } from '../domains/domains.schemas.ts'

const MOST_TLDS = 10
/** A label (RFC 1035, section 2.3.4). */
const LONGEST_TLD = 63

const Tld = z
  .string()
  .regex(/^[a-z]{2,63}$/)
  .superRefine((tld, context) => {
    if ('fault' in normalizeDomainName(`name.${tld}`)) addFault(context, 'domain_name_tld_unknown')
  })
  .meta({ maxLength: LONGEST_TLD, examples: ['com'] })

export const CreateDomainSuggestions = z
  .strictObject({
    brandDomain: BrandDomain,
    count: count(MOST_SUGGESTIONS, 1).default(10),
    tlds: z
      .array(Tld)
      .min(1)
      .max(MOST_TLDS)
      .optional()
      .meta({ description: `In the order of preference. Without it \`${defaultTlds.join('`, `')}\`.` }),
  })
  .meta({
    id: 'CreateDomainSuggestions',
    description: 'The brand for which names are sought.',
    examples: [{ brandDomain: 'acme.com', count: 10, tlds: ['com', 'net'] }],
  })
export type CreateDomainSuggestions = z.output<typeof CreateDomainSuggestions>

const DomainSuggestion = z
  .object({
    name: hostName().meta({ description: 'ASCII form, in lower case.', examples: ['getacme.com'] }),
    availability: z.enum(availabilities).meta({
      description:
        '`likely`: DNS delegates the name to nobody. `unknown`: DNS did not tell in time. The registrar has the last word, when it is ordered.',
    }),
    registrationPerYear: Money.meta({ description: 'As a quote has it; the flat price covers it.' }),
  })
  .meta({ id: 'DomainSuggestion', description: 'A name that could be ordered.' })

export const DomainSuggestions = z
  .object({
    suggestions: z.array(DomainSuggestion).max(MOST_SUGGESTIONS).meta({
      description:
        'Best first, without those that DNS delegates to somebody. Fewer than `count` where there are no more.',
    }),
  })
  .meta({ id: 'DomainSuggestions', description: 'Close variants of a brand.' })
