import t from 'tap'
import { createScreen } from './screen.ts'

function build(isTTY: boolean, columns = 40) {
  let written = ''
  const write = (text: string) => {
    written += text
  }
  return { screen: createScreen({ isTTY, columns, write }), written: () => written }
}

const upTwo = '\x1b[2A\r\x1b[J'

t.test('on a terminal the block is drawn anew, below the lines that stay', async (t) => {
  const { screen, written } = build(true)
  screen.draw(['a', 'b'])
  screen.draw(['c', 'd'])
  screen.print('worker died')
  t.equal(written(), `a\nb\n${upTwo}c\nd\n${upTwo}worker died\nc\nd\n`)
})

t.test('a block that is kept is not drawn over', async (t) => {
  const { screen, written } = build(true)
  screen.draw(['a', 'b'])
  screen.keep()
  screen.print('done')
  t.equal(written(), 'a\nb\ndone\n')
})

t.test('lines that would wrap are cut, since they would break the count', async (t) => {
  const { screen, written } = build(true, 21)
  screen.draw(['x'.repeat(50)])
  t.equal(written(), `${'x'.repeat(20)}\n`)
})

t.test('without a terminal nothing is drawn', async (t) => {
  const { screen, written } = build(false)
  screen.draw(['a'])
  screen.print('line')
  t.equal(written(), 'line\n')
})
