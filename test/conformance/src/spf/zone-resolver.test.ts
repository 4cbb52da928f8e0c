import t from 'tap'
import { createZoneResolver } from './zone-resolver.ts'

const resolve = createZoneResolver({
  'Both.example': [{ SPF: 'v=spf1 +all' }, { TXT: 'v=spf1 -all' }],
  'spf.example': [{ SPF: ['v=spf1 ', '-all'] }, { A: '192.0.2.1' }],
  'empty.example': [{ SPF: [] }],
  'none.example': [{ SPF: 'v=spf1 -all' }, { TXT: 'NONE' }],
  'silent.example': [{ TXT: 'text' }, 'TIMEOUT'],
  'silent-text.example': [{ TXT: 'TIMEOUT' }, { A: '192.0.2.2' }],
  'mail.example': [{ MX: [5, 'mx.example'] }],
  'alias.example': [{ CNAME: 'SPF.example' }],
  'loop.example': [{ CNAME: 'loop.example' }],
})

t.test('an SPF record counts as TXT, unless the name has TXT records', async (t) => {
  t.same(await resolve('spf.example', 'TXT'), [['v=spf1 ', '-all']])
  t.same(await resolve('both.EXAMPLE.', 'TXT'), [['v=spf1 -all']])
  t.same(await resolve('empty.example', 'TXT'), [[]])
  await t.rejects(resolve('none.example', 'TXT'), { code: 'ENODATA' })
})

t.test('what is not there is denied, or times out where the suite says so', async (t) => {
  await t.rejects(resolve('spf.example', 'AAAA'), { code: 'ENODATA' })
  await t.rejects(resolve('other.example', 'A'), { code: 'ENOTFOUND' })
  await t.rejects(resolve('error.example', 'A'), { code: 'ETIMEOUT' })
  await t.rejects(resolve('silent.example', 'A'), { code: 'ETIMEOUT' })
  t.same(await resolve('silent.example', 'TXT'), [['text']])
  await t.rejects(resolve('silent-text.example', 'TXT'), { code: 'ETIMEOUT' })
  t.same(await resolve('silent-text.example', 'A'), ['192.0.2.2'])
})

t.test('aliases are followed, but not for ever', async (t) => {
  t.same(await resolve('alias.example', 'A'), ['192.0.2.1'])
  await t.rejects(resolve('loop.example', 'A'), { code: 'ESERVFAIL' })
})

t.test('answers have the forms of Node, and impossible names are refused', async (t) => {
  t.same(await resolve('mail.example', 'MX'), [{ priority: 5, exchange: 'mx.example' }])
  for (const name of ['a..example', `${'a'.repeat(64)}.example`, `${'a.'.repeat(127)}example`]) {
    await t.rejects(resolve(name, 'A'), { code: 'EBADNAME' })
  }
})
