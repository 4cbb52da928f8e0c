import { z } from 'zod'
import type { Blocklist, Codes } from '../../rules/blocklists/blocklist.ts'
import { defaultBlocklists } from '../../rules/blocklists/default-lists.ts'

/** A list, and where it is asked if not where the others are. */
export interface ConfiguredBlocklist {
  list: Blocklist
  /** `address[:port]` */
  resolver: string | null
}

const Name = z.string().regex(/^[a-z0-9_]{1,30}$/)
const Bit = z.coerce.number().int().min(2).max(128)

/** What the operator writes for a list of his own. Without codes, 127.0.0.2 is a listing (RFC 5782 section 2.1) and all else unknown. */
const CustomBlocklist = z
  .strictObject({
    name: Name,
    kind: z.enum(['domain', 'ip']),
    zone: z.string().min(1).max(200),
    codes: z.record(z.ipv4(), z.string().min(1)).optional(),
    bits: z.record(z.string(), z.string().min(1)).optional(),
    canary: z.string().optional(),
    negativeCanary: z.string().optional(),
    resolver: z.string().optional(),
  })
  .transform(({ codes, bits, canary, negativeCanary, resolver, ...list }, context): ConfiguredBlocklist => {
    if (codes && bits) context.addIssue({ code: 'custom', message: `${list.name} has both codes and bits` })
    const [always, never] = list.kind === 'ip' ? ['127.0.0.2', '127.0.0.1'] : ['test', 'invalid']
    const meanings = bits ? bitsOf(bits, context) : exactOf(codes ?? { '127.0.0.2': 'listed' })
    return {
      list: { ...list, codes: meanings, canary: canary ?? always, negativeCanary: negativeCanary ?? never },
      resolver: resolver ?? null,
    }
  })

export const CustomBlocklists = z
  .array(CustomBlocklist)
  .max(20)
  .refine((lists) => new Set(lists.map(({ list }) => list.name)).size === lists.length, { error: 'names a list twice' })

const exactOf = (codes: Record<string, string>): Codes => ({
  style: 'exact',
  meanings: Object.fromEntries(Object.entries(codes).map(([code, text]) => [code, { text, isListing: true }])),
})

function bitsOf(bits: Record<string, string>, context: z.RefinementCtx): Codes {
  const meanings = Object.entries(bits).map(([name, text]) => ({
    bit: Bit.safeParse(name).data ?? 0,
    text,
    isListing: true,
  }))
  if (meanings.some(({ bit }) => bit === 0))
    context.addIssue({ code: 'custom', message: 'bits are numbers from 2 to 128' })
  return { style: 'bits', meanings }
}

/** The operator's lists where there are any, else those that receivers look at most. */
export function blocklistsOf(
  custom: ConfiguredBlocklist[] | undefined,
  spamhausKey: string | undefined,
): ConfiguredBlocklist[] {
  return custom ?? defaultBlocklists(spamhausKey).map((list) => ({ list, resolver: null }))
}
