import t from 'tap'
import { createLog } from './log.ts'

t.test('a line is one JSON object, from which secrets are struck out', async (t) => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  log
    .child({ requestId: 'req-7' })
    .info({ token: 'hush', config: { password: 'hush' }, tenant: { admin: { secret: 'hush' } } }, 'x')
  t.match(JSON.parse(lines.join('')), { name: 'worker', requestId: 'req-7', msg: 'x', token: '[Redacted]' })
  t.notMatch(lines.join(''), 'hush')
})
