import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { DayEvidence } from '@coldframe/temporal/verdict'
import { z } from 'zod'

const count = z.number()
const Mail = z.object({
  kind: z.literal('mail'),
  domain: z.string(),
  day: count,
  provider: z.string(),
  campaign: z.string(),
  sent: count,
  delivered: count,
  bounces: z.record(z.string(), count),
  complaints: count,
  placement: z.object({ inbox: count, spam: count }).nullable(),
})
const Warmup = z.object({
  kind: z.literal('warmup'),
  domain: z.string(),
  day: count,
  provider: z.string(),
  inbox: count,
  spam: count,
})
const outcome = z.enum(['pass', 'fail', 'unknown'])
const Auth = z.object({
  kind: z.literal('auth'),
  domain: z.string(),
  day: count,
  spf: outcome,
  dkim: outcome,
  dmarc: outcome,
})
const Blocklist = z.object({
  kind: z.literal('blocklist'),
  domain: z.string(),
  day: count,
  list: z.string(),
  object: z.enum(['domain', 'ip']),
  answer: z.string(),
  canary: z.boolean(),
})
const Line = z.discriminatedUnion('kind', [Mail, Warmup, Auth, Blocklist])

/** Evidence of each domain, by the day of the simulation. */
export type Fleet = Map<string, DayEvidence[]>

export async function readFleet(file: string): Promise<Fleet> {
  const fleet: Fleet = new Map()
  for await (const text of createInterface({ input: createReadStream(file) })) {
    const line = Line.parse(JSON.parse(text))
    const days = fleet.get(line.domain) ?? []
    fleet.set(line.domain, days)
    days[line.day] = add(days[line.day] ?? { day: line.day }, line)
  }
  return fleet
}

function add(evidence: DayEvidence, line: z.output<typeof Line>): DayEvidence {
  const { mail = [], warmup = [], authentication = [], blocklists = [] } = evidence
  switch (line.kind) {
    case 'mail':
      return { ...evidence, mail: [...mail, line] }
    case 'warmup':
      return { ...evidence, warmup: [...warmup, line] }
    case 'auth':
      return { ...evidence, authentication: [...authentication, line] }
    case 'blocklist': {
      const { list, object, answer, canary } = line
      return { ...evidence, blocklists: [...blocklists, { list, object, answer: readAnswer(answer, canary) }] }
    }
  }
}

/** 127.255.255.0/24 refuses the query (Spamhaus, "return codes"); without the canary nothing is known. */
function readAnswer(answer: string, canary: boolean): 'listed' | 'clean' | 'unknown' {
  if (!canary || answer.startsWith('127.255.255.')) return 'unknown'
  return answer.startsWith('127.') ? 'listed' : 'clean'
}
