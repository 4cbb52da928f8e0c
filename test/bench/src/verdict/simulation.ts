import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import type { Decision } from './decide.ts'

/** The programs of the data folder: they make a fleet, score decisions, and decide by the rules in use today. */
export const fixedRules = ['bounce2', 'bounce5', 'inbox80'] as const

const share = z.number().nullable()
const Score = z.object({
  scenario: z.string().optional(),
  domainMonths: z.number(),
  falseBurnsPer1000DomainMonths: z.number(),
  falseBurnsBy: z.record(z.string(), z.number()),
  suddenFoundWithin3Days: share,
  blindFoundWithin7Days: share,
  wearSeenBeforeBurned: share,
  causeRight: share,
  causeRightBy: z.record(z.string(), share),
  watchShareOfSoundDays: share,
  unknownShareOfSoundDays: share,
})
export type Score = z.infer<typeof Score>

export interface Simulation {
  signals: string
  score(decisions: Decision[]): Promise<Score>
  scoreOfRule(rule: (typeof fixedRules)[number]): Promise<Score>
}

interface SimulationOptions {
  /** Where the programs are. */
  data: string
  scenario: string
  seed?: string | undefined
  /** Where its files go. */
  folder: string
}

export async function simulate({ data, scenario, seed, folder }: SimulationOptions): Promise<Simulation> {
  const program = (name: string) => path.join(data, name)
  if (!existsSync(scenario)) throw new Error(`There is no scenario ${scenario}`)
  const [signals, truth, decided] = ['signals.jsonl', 'truth.json', 'decisions.jsonl'].map((name) =>
    path.join(folder, name),
  )
  if (!signals || !truth || !decided) throw new Error('No files')
  await run([program('generate.mjs'), scenario, ...(seed ? [seed] : []), '--truth', truth], null, signals)
  async function scoreOf(file: string): Promise<Score> {
    const answer = path.join(folder, 'score.json')
    await run([program('score.mjs'), truth ?? ''], file, answer)
    return Score.parse(JSON.parse(await text(answer)))
  }
  return {
    signals,
    async score(decisions) {
      writeFileSync(decided, decisions.map((decision) => `${JSON.stringify(decision)}\n`).join(''))
      return scoreOf(decided)
    },
    async scoreOfRule(rule) {
      await run([program('rules.mjs'), rule], signals, decided)
      return scoreOf(decided)
    },
  }
}

async function run(args: string[], input: string | null, output: string): Promise<void> {
  const child = spawn(process.execPath, args, { stdio: [input === null ? 'ignore' : 'pipe', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const feeding = input !== null && child.stdin ? pipeline(createReadStream(input), child.stdin) : null
  if (child.stdout) await pipeline(child.stdout, createWriteStream(output))
  await feeding
  const code = await ended
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`)
}

async function text(file: string): Promise<string> {
  let whole = ''
  for await (const chunk of createReadStream(file, 'utf8')) whole += chunk
  return whole
}
