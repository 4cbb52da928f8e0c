import { fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { figure } from '../harness/figure.ts'
import type { Run } from '../harness/run-named.ts'
import { rivals } from '../sdk/rivals.ts'
import { troubles } from '../sdk/troubles.ts'

const Cell = z.object({ trouble: z.string(), rival: z.string(), text: z.string(), isMet: z.boolean() })
type Cell = z.output<typeof Cell>

/** What clients of others, and ours, make of ten failures of a server. */
export const sdkFailures: Run = async ({ args, say, signal }) => {
  parseArgs({ args })
  const cells = await collectCells(signal, ({ trouble, rival, text, isMet }) =>
    say(`${rival}, ${trouble}: ${text}${isMet ? '' : ' (not as it should be)'}`),
  )
  console.log(printTable(cells))
  const asked = Object.keys(troubles).length
  const figures = Object.keys(rivals).map((name) => {
    const met = cells.filter(({ rival, isMet }) => rival === name && isMet).length
    return figure(`${name}_as_it_should_be`, met, `of ${asked}`, name === 'coldframe' ? { exactly: asked } : undefined)
  })
  return { name: 'sdk-failures', figures }
}

function collectCells(signal: AbortSignal, onCell: (cell: Cell) => void): Promise<Cell[]> {
  const script = path.join(import.meta.dirname, '../sdk/trials-process.ts')
  const child = fork(script, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], signal, killSignal: 'SIGKILL' })
  const cells: Cell[] = []
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', () => reject(new Error('The trials ended before their end')))
    child.on('message', (message) => {
      if (message === 'done') {
        resolve(cells)
        child.kill('SIGKILL')
        return
      }
      const cell = Cell.parse(message)
      cells.push(cell)
      onCell(cell)
    })
  })
}

function printTable(cells: Cell[]): string {
  const names = Object.keys(rivals)
  const head = ['trigger', ...names.map((name) => `${name} ${versionOf(name)}`)]
  const body = Object.entries(troubles).map(([trouble, { name }]) => [
    name,
    ...names.map((rival) => {
      const cell = cells.find((each) => each.trouble === trouble && each.rival === rival)
      return cell ? `${cell.isMet ? '✓' : '✗'} ${cell.text}` : ''
    }),
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((line) => line[column]?.length ?? 0)))
  const print = (line: string[]) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [print(head), print(widths.map((width) => '-'.repeat(width))), ...body.map(print)].join('\n')
}

/** As installed; some packages do not let their manifest be imported. */
function versionOf(name: string): string {
  const id = name === 'coldframe' ? '@coldframe/sdk' : name
  const folders = createRequire(import.meta.url).resolve.paths(id) ?? []
  const file = folders.map((folder) => path.join(folder, id, 'package.json')).find((each) => existsSync(each))
  return file ? z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version : ''
}
