import t from 'tap'
import { toCsv } from './csv.ts'

t.test('cells are quoted where they must be, and what is missing is empty', async (t) => {
  const rows = [{ a: 'one, "two"', b: null }, { a: 'x\ny' }]
  t.equal(toCsv(rows, ['a', 'b']), 'a,b\r\n"one, ""two""",\r\n"x\ny",\r\n')
})

t.test('no cell is a formula for a spreadsheet', async (t) => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1']) t.equal(toCsv([{ a: text }], ['a']), `a\r\n'${text}\r\n`)
})
