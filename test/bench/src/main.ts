import { api } from './benches/api.ts'
import { provision } from './benches/provision.ts'
import { runNamed } from './harness/run-named.ts'

await runNamed('bench', { api, provision }, process.argv.slice(2))
