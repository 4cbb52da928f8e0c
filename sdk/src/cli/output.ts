import type { Terminal } from './terminal.ts'

type Row = Record<string, unknown>

export type Output = ReturnType<typeof createOutput>

/** Tables and words for people, one line of JSON for each thing for programs. */
export function createOutput({ write, complain, columns }: Terminal, isJson: boolean) {
  return {
    isJson,
    /** One thing: its fields below each other. */
    thing(value: object): void {
      write(isJson ? `${JSON.stringify(value)}\n` : fieldsOf(value))
    },
    /** Many things, of which a table shows some fields. */
    rows(rows: object[], shown: string[]): void {
      write(isJson ? rows.map((row) => `${JSON.stringify(row)}\n`).join('') : tableOf(rows.map(toRow), shown, columns))
    },
    /** Only for people. */
    note: (line: string): void => complain(`${line}\n`),
    raw: write,
  }
}

const toRow = (value: object): Row => ({ ...value })

/** What a vendor or a customer has named must not move the cursor. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '-'
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return shown.replace(/\p{Cc}/gu, '\ufffd')
}

function fieldsOf(value: object): string {
  const entries = Object.entries(value)
  const width = Math.max(...entries.map(([name]) => name.length))
  return entries.map(([name, field]) => `${name.padEnd(width)}  ${cell(field)}\n`).join('')
}

function tableOf(rows: Row[], shown: string[], columns: number): string {
  const table = [shown, ...rows.map((row) => shown.map((name) => cell(row[name])))]
  const widths = shown.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)))
  const lines = table.map((cells) => cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  '))
  return lines.map((line) => `${line.trimEnd().slice(0, Math.max(columns, 40))}\n`).join('')
}
