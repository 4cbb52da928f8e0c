import { text } from '../../schemas.ts'

/** RFC 5321 section 4.5.3.1: a path has 256 octets, its angle brackets among them. Counted here as characters. */
const LONGEST_ADDRESS = 254
const SHORTEST_ADDRESS = 5

/** Controls, spaces, and what has no width. */
const UNSEEN = '\\u0000-\\u0020\\u007f-\\u00a0\\u00ad\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff'
/** RFC 5322 section 3.2.3: what no atom holds. */
const SPECIALS = '@<>()\\[\\]\\\\,;:"'
const LOCAL = `[^${UNSEEN}${SPECIALS}]{1,64}`
const LABEL = `[^${UNSEEN}${SPECIALS}.]{1,63}`

/**
 * Nothing but an address: what exports leave around it (`<>`, quotes, commas) would make it another one, of which nothing is known.
 * Local parts in quotes are none either, as no host should have them (RFC 5321 section 4.1.2).
 */
const ADDRESS = `^${LOCAL}@${LABEL}(?:\\.${LABEL})+$`

export const RecipientAddress = text(LONGEST_ADDRESS, SHORTEST_ADDRESS)
  .regex(new RegExp(ADDRESS, 'u'))
  .meta({ pattern: ADDRESS, examples: ['bob@gmail.com'] })
