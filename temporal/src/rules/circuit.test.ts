import t from 'tap'
import { afterFailure, afterSuccess, allowance, type Circuit, highestAllowance, isOpen, newCircuit } from './circuit.ts'

const NOW = 1_000_000

function failed(times: number, retryAfterMs?: number): Circuit {
  let circuit = newCircuit()
  for (let time = 0; time < times; time++) circuit = afterFailure(circuit, NOW, retryAfterMs)
  return circuit
}

t.test('a receiver gets more at once as it succeeds, up to a bound', async (t) => {
  let circuit = newCircuit()
  t.equal(allowance(circuit, 0, NOW), 8)
  t.equal(allowance(circuit, 8, NOW), 0)
  for (let time = 0; time < 100; time++) circuit = afterSuccess(circuit)
  t.equal(allowance(circuit, 0, NOW), highestAllowance)
  t.equal(allowance(circuit, highestAllowance + 5, NOW), 0)
})

t.test('it gets less with each failure, but is not given up before ten', async (t) => {
  t.equal(allowance(failed(1), 0, NOW), 4)
  t.equal(allowance(failed(9), 0, NOW), 1)
  t.notOk(isOpen(failed(9)))
})

t.test('after ten failures one probe a second goes out', async (t) => {
  const circuit = failed(10)
  t.ok(isOpen(circuit))
  t.equal(allowance(circuit, 0, NOW + 999), 0)
  t.equal(allowance(circuit, 0, NOW + 1_000), 1)
  t.equal(allowance(circuit, 1, NOW + 1_000), 0)
})

t.test('one success closes it', async (t) => {
  const circuit = afterSuccess(failed(500))
  t.notOk(isOpen(circuit))
  t.equal(allowance(circuit, 0, NOW), 8)
})

t.test('a receiver that asks to be left alone is, for up to a minute', async (t) => {
  t.equal(allowance(failed(1, 5_000), 0, NOW + 4_999), 0)
  t.equal(allowance(failed(1, 5_000), 0, NOW + 5_000), 4)
  t.equal(allowance(failed(1, 3_600_000), 0, NOW + 60_000), 4)
})
