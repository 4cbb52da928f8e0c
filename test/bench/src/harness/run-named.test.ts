import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'

const execute = promisify(execFile)

/** A program that measures what `figure` says, in the frame. */
async function run(figure: string, ...args: string[]) {
  const file = (name: string) => JSON.stringify(path.join(import.meta.dirname, name))
  const script = `
    import { runNamed } from ${file('run-named.ts')}
    import { figure } from ${file('figure.ts')}
    const one = async ({ args, say }) => {
      say('at work')
      return { name: 'one', figures: [${figure}], passed: args.length, failed: 1 }
    }
    await runNamed('bench', { one, two: one }, ${JSON.stringify(args)})`
  const nodeArgs = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script]
  const outcome = execute(process.execPath, nodeArgs, { env: {} })
  return outcome.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  )
}

t.test('a measurement ends with one line of JSON on stdout; progress is on stderr', async (t) => {
  const { code, stdout, stderr } = await run(`figure('time', 1, 's', { atMost: 2 })`, 'one', '--flag')
  t.equal(code, 0)
  t.match(stderr, /at work/)
  t.equal(stdout.split('\n').length, 2)
  t.match(JSON.parse(stdout), { name: 'one', figures: [{ name: 'time', met: true }], passed: 1, failed: 1 })
})

t.test('a figure that is missed is told, and ends it with 1', async (t) => {
  const { code, stdout } = await run(`figure('time', 3, 's', { atMost: 2 })`, 'one')
  t.equal(code, 1)
  t.match(JSON.parse(stdout), { figures: [{ met: false }] })
})

t.test('what cannot be measured ends with 2 and says why', async (t) => {
  t.match(await run(`(() => { throw new Error('no house') })()`, 'one'), { code: 2, stdout: '', stderr: /no house/ })
})

for (const args of [[], ['three'], ['__proto__'], ['toString']]) {
  t.test(`asked for ${args[0] ?? 'nothing'} it lists what there is`, async (t) => {
    t.match(await run('', ...args), { code: 2, stdout: '', stderr: /There are: one, two\.\n$/ })
  })
}
