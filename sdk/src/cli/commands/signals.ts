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

const add = (sum: SignalResults, { accepted, duplicates, refused }: SignalResults, first: number): SignalResults => ({
  accepted: sum.accepted + accepted,
  duplicates: sum.duplicates + duplicates,
  refused: [...sum.refused, ...refused.map((one) => ({ ...one, index: first + one.index }))],
})

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
      let results: SignalResults = { accepted: 0, duplicates: 0, refused: [] }
      for (let first = 0; first < signals.length; first += AT_ONCE)
        results = add(results, await client().signals.create({ signals: signals.slice(first, first + AT_ONCE) }), first)
      if (output.isJson) return output.thing(results)
      output.thing({ ...results, refused: results.refused.length })
      if (results.refused.length > 0) output.rows(results.refused, ['index', 'id', 'code', 'message'])
    },
  },
]
