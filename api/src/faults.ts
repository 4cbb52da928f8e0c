import { domainNameFaults, localPartFaults, replacementFaults, webhookUrlFaults } from '@coldframe/temporal'
import type { z } from 'zod'

/** One value that is wrong. */
export interface Fault {
  /** Names and indexes, joined by dots: `mailboxes.3.localPart`. Empty for the whole. */
  path: string
  code: FaultCode
  message: string
}

/** Every `code` in `errors` of a problem. */
export const faultCatalogue = {
  required: 'The field must be given.',
  invalid_type: 'The value has another type than described.',
  invalid_value: 'The value is none of those described.',
  invalid_format: 'The text has another form than described.',
  too_small: 'The number, text or list is smaller than allowed.',
  too_big: 'The number, text or list is larger than allowed.',
  unknown_field: 'There is no such field. Nothing is ignored silently.',
  text_not_storable: 'The text holds a NUL character or half of a surrogate pair.',
  too_many_values: 'The request holds more values than any request needs.',
  too_deep: 'Objects and lists are nested more deeply than any request needs.',
  exactly_one: 'Of these fields exactly one must be given.',
  at_most_one: 'Of these fields one at most can be given.',
  nothing_to_price: 'Nothing was given that could be priced.',
  local_part_duplicate: 'Two local parts are equal; case does not count.',
  name_pattern_invalid: 'The pattern holds an unknown placeholder, or does not make valid local parts.',
  time_zone_unknown:
    'There is no such time zone. Take an IANA name such as `Europe/Zurich`; an offset knows no summer.',
  mailbox_exists: 'The address is taken.',
  mailbox_limit_reached: 'A domain has at most 100 mailboxes.',
  ...domainNameFaults,
  ...localPartFaults,
  ...webhookUrlFaults,
  ...replacementFaults,
} as const
export type FaultCode = keyof typeof faultCatalogue

const isFaultCode = (code: unknown): code is FaultCode =>
  typeof code === 'string' && Object.hasOwn(faultCatalogue, code)

/** As many as a problem lists, and as long as it writes the way to one: keys are the caller's, and may be a megabyte. */
export const MOST_FAULTS = 100
export const LONGEST_PATH = 1_000

const pathOf = (path: PropertyKey[]) =>
  path.map(String).join('.').slice(0, LONGEST_PATH).replaceAll('\0', '\ufffd').toWellFormed()

/** A refinement's way to name its fault. */
export function addFault(context: z.RefinementCtx, code: FaultCode, path: PropertyKey[] = []): void {
  context.addIssue({ code: 'custom', message: faultCatalogue[code], params: { code }, path })
}

/** For a rule about a whole object: it is looked at even when single fields are wrong, so that all faults are told at once. */
export const fault = (code: FaultCode, field: string) => ({
  params: { code },
  message: faultCatalogue[code],
  path: [field],
  when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null && !Array.isArray(value),
})

/** zod's issues in our words; unknown fields are named one by one. */
export function toFaults(error: z.ZodError): Fault[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [toFault(issue)]
    return issue.keys.map(
      (key): Fault => ({
        path: pathOf([...issue.path, key]),
        code: 'unknown_field',
        message: faultCatalogue.unknown_field,
      }),
    )
  })
}

function toFault(issue: z.core.$ZodIssue): Fault {
  const path = pathOf(issue.path)
  const code = codeOf(issue)
  return { path, code, message: code === 'required' ? faultCatalogue.required : issue.message }
}

function codeOf(issue: z.core.$ZodIssue): FaultCode {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'required' : 'invalid_type'
    case 'too_small':
    case 'too_big':
    case 'invalid_format':
      return issue.code
    case 'custom':
      return isFaultCode(issue.params?.code) ? issue.params.code : 'invalid_value'
    default:
      return 'invalid_value'
  }
}

const DEEPEST = 20
/** Half a million numbers fit into a body; to look at each by every rule would keep others waiting for a second. */
const MOST_VALUES = 100_000

/**
 * Text that Postgres cannot keep: NUL in any text, halves of surrogate pairs in JSON. Walks without recursion, as a
 * megabyte of brackets is half a million levels deep.
 */
export function findTextFaults(root: unknown): Fault[] {
  const faults: Fault[] = []
  const open: Visited[] = [{ value: root, key: '', above: null, depth: 0 }]
  let count = 1
  const add = (code: FaultCode, place: Visited) =>
    faults.push({ path: pathOf(wayTo(place)), code, message: faultCatalogue[code] })
  for (let place = open.pop(); place; place = open.pop()) {
    const { value, depth } = place
    if (typeof value !== 'object' || value === null) continue
    if (depth >= DEEPEST) {
      add('too_deep', place)
      continue
    }
    for (const [key, item] of Object.entries(value)) {
      if (++count > MOST_VALUES) return [{ path: '', code: 'too_many_values', message: faultCatalogue.too_many_values }]
      const isObject = typeof item === 'object' && item !== null
      const isGood = isStorable(key) && (typeof item !== 'string' || isStorable(item))
      if (!isObject && isGood) continue
      const below = { value: item, key, above: place, depth: depth + 1 }
      if (!isGood) add('text_not_storable', below)
      else open.push(below)
    }
  }
  return faults
}

interface Visited {
  value: unknown
  key: string
  above: Visited | null
  depth: number
}

function wayTo(place: Visited): string[] {
  const way: string[] = []
  for (let at: Visited = place; at.above; at = at.above) way.unshift(at.key)
  return way
}

const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed()
