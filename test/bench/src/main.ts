import { provision } from './benches/provision.ts'
import { runNamed } from './harness/run-named.ts'

await runNamed('bench', { provision }, process.argv.slice(2))
