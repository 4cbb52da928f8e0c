import { runNamed } from '@coldframe/bench'
import { spf } from './suites/spf.ts'

await runNamed('conformance suite', { spf }, process.argv.slice(2))
