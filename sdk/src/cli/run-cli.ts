import { parseArgs } from 'node:util'
import { createColdframe } from '../client.ts'
import { type Command, type Options, text, WrongUsage } from './command.ts'
import { commands } from './commands.ts'
import { createCredentialFile } from './credential-file.ts'
import { describeError, exitCodeOf, exitCodes } from './exit-codes.ts'
import { createOutput } from './output.ts'
import type { Terminal } from './terminal.ts'
import { usage, usageOf } from './usage.ts'

const common: Options = {
  json: { type: 'boolean', help: 'lines of JSON' },
  account: { type: 'string', help: 'act for a sub-account' },
  help: { type: 'boolean', help: 'what it takes' },
}

/** Runs one command and gives the code that the process ends with. */
export async function runCli(args: string[], terminal: Terminal): Promise<number> {
  const command = find(args)
  if (!command) {
    const isAsked = args.length === 0 || args.includes('--help')
    if (isAsked) terminal.write(usage())
    else terminal.complain(`There is no command "${args.join(' ')}"\n\n${usage()}`)
    return isAsked ? exitCodes.ok : exitCodes.usage
  }
  if (args.includes('--help')) {
    terminal.write(usageOf(command))
    return exitCodes.ok
  }
  return run(command, args.slice(command.name.split(' ').length), terminal)
}

const find = (args: string[]) =>
  commands.find(({ name }) => name.split(' ').every((word, index) => args[index] === word))

async function run(command: Command, words: string[], terminal: Terminal): Promise<number> {
  const isJson = words.includes('--json') || !terminal.isInteractive
  try {
    const { values, positionals } = parse(command, words)
    if (positionals.length !== command.argCount)
      throw new WrongUsage(`It is: coldframe ${command.name} ${command.takes}`)
    const output = createOutput(terminal, isJson)
    await command.run({ args: positionals, values, terminal, output, ...accessOf(terminal, text(values.account)) })
    return exitCodes.ok
  } catch (error) {
    if (terminal.signal.aborted) return exitCodes.interrupted
    terminal.complain(describeError(error, isJson))
    return exitCodeOf(error)
  }
}

function accessOf({ environment }: Terminal, account: string | undefined) {
  const credentials = createCredentialFile(environment)
  const settings = () => {
    const kept = credentials.read()
    const apiKey = environment.COLDFRAME_API_KEY || kept.apiKey
    const baseUrl = environment.COLDFRAME_BASE_URL || kept.baseUrl
    if (!apiKey || !baseUrl) throw new WrongUsage('There is no key yet: coldframe login')
    return { apiKey, baseUrl }
  }
  return { credentials, settings, client: () => createColdframe({ ...settings(), account }) }
}

function parse({ options = {} }: Command, args: string[]) {
  try {
    return parseArgs({ args, options: { ...common, ...options }, allowPositionals: true })
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error))
  }
}
