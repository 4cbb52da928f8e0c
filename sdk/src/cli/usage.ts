import type { Command } from './command.ts'
import { commands } from './commands.ts'

const closing = `
Each takes --json (lines of JSON, also when the output is no terminal), --account ID (act for a sub-account) and --help.
COLDFRAME_API_KEY and COLDFRAME_BASE_URL win over what login keeps.
`

export function usage(): string {
  const heads = commands.map(({ name, takes }) => `${name} ${takes}`.trim())
  const width = Math.max(...heads.map(({ length }) => length))
  const lines = commands.map(({ summary }, index) => `  ${(heads[index] ?? '').padEnd(width)}  ${summary}\n`)
  return `coldframe COMMAND\n\n${lines.join('')}${closing}`
}

export function usageOf({ name, takes, summary, options = {} }: Command): string {
  const entries = Object.entries(options).map(([option, { type, help }]) => ({
    head: `--${option}${type === 'string' ? ' …' : ''}`,
    help,
  }))
  const width = Math.max(0, ...entries.map(({ head }) => head.length))
  const lines = entries.map(({ head, help }) => `  ${head.padEnd(width)}  ${help}\n`)
  return `coldframe ${`${name} ${takes}`.trim()}\n${summary}\n${lines.join('')}`
}
