import { anyOf } from './any-of.ts'
import type { TextRule } from './rule.ts'

const TEXTS = 'texts of receiving servers'

/** How much was sent. */
export const rates: TextRule[] = [
  {
    when: anyOf(
      /too many (?:connections|messages|recipients|emails?|mails|sessions|concurrent|requests|errors|bad|invalid)/,
      /(?:rate|connection|message|send|sending|hourly|daily|relay|recipient|volume)s?(?: rate)? (?:limit|quota|frequency)/,
      /(?:limit|quota|maximum|max).{0,40}(?:connections|messages per|recipients|emails? per|per (?:hour|day|minute))/,
      /throttl/,
      /exceed\w{0,3}.{0,40}(?:rate|per (?:hour|day|minute|second)|connections)/,
      /slow(?:ed)? down/,
      /temporarily rate limited/,
      /rate-?limit/,
      /grey-?list/,
      /gray-?list/,
      /sending too fast/,
      /try again in \d/,
    ),
    class: 'rate',
    says: 'too much at once',
    source: TEXTS,
  },
]
