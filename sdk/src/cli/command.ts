import type { Coldframe } from '../client.ts'
import type { CredentialFile } from './credential-file.ts'
import type { Output } from './output.ts'
import type { Terminal } from './terminal.ts'

export type Options = Record<string, { type: 'string' | 'boolean'; help: string }>

export interface CommandContext {
  /** Words after the command's name. */
  args: string[]
  values: Record<string, string | boolean | undefined>
  terminal: Terminal
  output: Output
  credentials: CredentialFile
  /** Refused where there are none: some commands need no key. */
  settings(): { apiKey: string; baseUrl: string }
  client(): Coldframe
}

export interface Command {
  name: string
  /** What it takes, as shown behind its name. */
  takes: string
  summary: string
  /** How many words it needs. */
  argCount: number
  options?: Options
  run(context: CommandContext): Promise<void>
}

/** The command line was wrong. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage'
}

export const text = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

export const list = (value: string | boolean | undefined): string[] | undefined =>
  text(value)
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

export function whole(name: string, value: string | boolean | undefined): number | undefined {
  const given = text(value)
  if (given === undefined) return undefined
  if (!/^\d{1,15}$/.test(given)) throw new WrongUsage(`--${name} wants a whole number, not "${given}"`)
  return Number(given)
}

export function oneOf<Word extends string>(
  name: string,
  value: string | boolean | undefined,
  words: readonly Word[],
): Word | undefined {
  const given = text(value)
  const found = words.find((word) => word === given)
  if (given !== undefined && !found) throw new WrongUsage(`--${name} is one of ${words.join(', ')}`)
  return found
}
