import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { startHouse } from './support/start-house.ts'

const examples = path.resolve(import.meta.dirname, '../../../examples')

t.test('examples run as they are, against the sandbox', async (t) => {
  const { baseUrl, testKey } = await startHouse((end) => t.teardown(end))
  const run = (name: string) =>
    promisify(execFile)(process.execPath, [path.join(examples, name, `${name}.ts`)], {
      env: { COLDFRAME_BASE_URL: baseUrl, COLDFRAME_API_KEY: testKey },
      timeout: 60_000,
    })

  await t.test('order-and-wait', async (t) => {
    const { stdout } = await run('order-and-wait')
    t.match(stdout, /^Ordered tryacme\w+\.com\n/)
    t.match(stdout, /is warming\nProof: .*dkim=pass.*spf=pass.*dmarc=pass/)
    t.equal(stdout.match(/@tryacme\w+\.com \(warming\)/g)?.length, 5)
  })
})
