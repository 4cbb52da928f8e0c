import t from 'tap'
import { readStartOptions } from './start-options.ts'

t.test('flags are read', async (t) => {
  t.match(readStartOptions(['--port', '8080', '--no-order', '--delays', 'zero']), {
    port: 8080,
    'no-order': true,
    delays: 'zero',
    reset: false,
  })
  t.match(readStartOptions([]), { port: undefined, delays: undefined, 'no-order': false })
})

for (const [args, message] of [
  [['--prot', '80'], /Unknown option '--prot'/],
  [['--port', 'http'], /^--port /],
  [['--port', '70000'], /^--port is not a port .1 to 65535./],
  [['--delays', 'none'], /^--delays is not one of zero, small, realistic/],
  [['reset'], /reset/],
] as const) {
  t.test(`${args.join(' ')} is a clear error`, async (t) => {
    t.throws(() => readStartOptions([...args]), { message })
  })
}
