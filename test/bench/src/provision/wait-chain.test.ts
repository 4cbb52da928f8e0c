import t from 'tap'
import { longestChain } from './wait-chain.ts'

const span = (startedAt: number, readyAt: number) => ({ startedAt, readyAt })
const lengthOf = (...spans: { startedAt: number; readyAt: number }[]) => longestChain(spans).lengthMs

t.test('waits one after the other add up, and gaps between them do not count', async (t) => {
  t.equal(lengthOf(span(0, 10), span(10, 15), span(20, 30)), 25)
})

t.test('of waits side by side the longer one counts', async (t) => {
  t.equal(lengthOf(span(0, 10), span(2, 30)), 28)
  t.equal(lengthOf(span(0, 10), span(0, 10), span(0, 10)), 10)
})

t.test('several short waits in a row can outweigh one long one', async (t) => {
  const { lengthMs, chain } = longestChain([span(0, 20), span(0, 9), span(9, 18), span(18, 27)])
  t.equal(lengthMs, 27)
  t.same(chain, [span(0, 9), span(9, 18), span(18, 27)])
})

t.test('a wait that starts before another has ended does not follow it', async (t) => {
  t.equal(lengthOf(span(0, 10), span(9, 19)), 10)
})

t.test('the order in which waits are given does not count', async (t) => {
  t.equal(lengthOf(span(20, 30), span(0, 10), span(10, 15)), 25)
})

t.test('waits of no length bring nothing, and neither does having none', async (t) => {
  t.equal(lengthOf(span(5, 5), span(5, 5)), 0)
  t.equal(lengthOf(span(5, 5), span(5, 8)), 3)
  t.same(longestChain([]), { lengthMs: 0, chain: [] })
})
