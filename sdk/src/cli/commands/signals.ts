import { readFile } from 'node:fs/promises'
import type { NewSignal, SignalResults } from '../../generated/models.ts'
import { type Command, WrongUsage } from '../command.ts'

const AT_ONCE = 5_000

/** One signal on each line; what a signal has to be is for the API to say. */
function parseSignals(file: string, text: string): NewSignal[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    try {
      return JSON.parse(line)
    } catch {
      throw new WrongUsage(`Line ${index + 1} of ${file} is no JSON`)
    }
  })
}

const read = (file: string) =>
  readFile(file, 'utf8').catch(() => {
    throw new WrongUsage(`${file} cannot be read`)
  })

const none: SignalResults = { accepted: 0, duplicates: 0, refused: [], suppressed: [] }

/** Places in a part become places in the file. */
function add(sum: SignalResults, part: SignalResults, first: number): SignalResults {
  const placed = <One extends { index: number }>(all: One[]) => all.map((one) => ({ ...one, index: first + one.index }))
  return {
    accepted: sum.accepted + part.accepted,
    duplicates: sum.duplicates + part.duplicates,
    refused: [...sum.refused, ...placed(part.refused)],
    suppressed: [...sum.suppressed, ...placed(part.suppressed)],
  }
}

export const signalCommands: Command[] = [
  {
    name: 'signals send',
    takes: 'FILE|-',
    summary:
      'Report what happened to messages: one JSON object a line, as many as you like; to repeat it counts nothing twice',
    argCount: 1,
    async run({ client, args, output, terminal }) {
      const [file = '-'] = args
      const signals = parseSignals(file, file === '-' ? await terminal.readInput() : await read(file))
      let results = none
      for (let first = 0; first < signals.length; first += AT_ONCE)
        results = add(results, await client().signals.create({ signals: signals.slice(first, first + AT_ONCE) }), first)
      if (output.isJson) return output.thing(results)
      const { refused, suppressed } = results
      output.thing({ ...results, refused: refused.length, suppressed: suppressed.length })
      if (refused.length > 0) output.rows(refused, ['index', 'id', 'code', 'message'])
      if (suppressed.length > 0) output.rows(suppressed, ['index', 'id', 'suppressionId'])
    },
  },
]
