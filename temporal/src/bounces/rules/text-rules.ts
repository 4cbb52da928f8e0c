import { authentication } from './authentication.ts'
import { blockLists } from './block-lists.ts'
import { contents } from './contents.ts'
import { google } from './google.ts'
import { microsoft } from './microsoft.ts'
import { providers } from './providers.ts'
import { rates } from './rates.ts'
import { hosts } from './recipients/hosts.ts'
import { states } from './recipients/state.ts'
import { unknowns, unknownsFirst } from './recipients/unknown.ts'
import { policies, relays } from './refusals.ts'
import type { TextRule } from './rule.ts'

/** In this order: a vendor's own words first, then what is certain about us, then the recipient, then what any refusal may say. */
export const textRules: TextRule[] = [
  ...microsoft,
  ...google,
  ...providers,
  ...blockLists,
  ...relays,
  ...authentication,
  ...rates,
  ...unknownsFirst,
  // Full and disabled come before the rest, since they say "recipient" too.
  ...states,
  ...unknowns,
  ...hosts,
  ...contents,
  ...policies,
]

const MOST_CHARACTERS = 4_000

export function ruleByText(text: string): TextRule | undefined {
  const line = text
    .slice(0, MOST_CHARACTERS)
    .replace(/\s+|(?<=[a-z])_(?=[a-z])/gi, ' ')
    .trim()
  return line === '' ? undefined : textRules.find(({ when }) => when.test(line))
}
