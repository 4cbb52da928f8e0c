import { readdirSync, readFileSync, statSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import path from 'node:path'
import t from 'tap'
import { createCredentialFile } from './credential-file.ts'

t.test('a file that others could read is closed to them, and nothing else lies about', async (t) => {
  const home = t.testdir({ coldframe: { 'credentials.json': '{"baseUrl":"http://x"}' } })
  const { file, keep } = createCredentialFile({ XDG_CONFIG_HOME: home })
  await chmod(file, 0o644)
  keep({ apiKey: 'cf_test_1' })
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.same(JSON.parse(readFileSync(file, 'utf8')), { baseUrl: 'http://x', apiKey: 'cf_test_1' })
  t.same(readdirSync(path.join(home, 'coldframe')), ['credentials.json'])
})

t.test('a file that is spoilt is as good as none', async (t) => {
  for (const spoilt of ['', '{', 'null', '7']) {
    const home = t.testdir({ coldframe: { 'credentials.json': spoilt } })
    t.same(createCredentialFile({ XDG_CONFIG_HOME: home }).read(), {}, spoilt)
  }
})
