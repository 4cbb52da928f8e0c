import { runNamed } from '@coldframe/bench'
import { openapi } from './suites/openapi.ts'
import { spf } from './suites/spf.ts'

await runNamed('conformance suite', { openapi, spf }, process.argv.slice(2))
