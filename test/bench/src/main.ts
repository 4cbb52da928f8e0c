import { api } from './benches/api.ts'
import { fleet } from './benches/fleet.ts'
import { graphql } from './benches/graphql.ts'
import { provision } from './benches/provision.ts'
import { sdk } from './benches/sdk.ts'
import { sdkFailures } from './benches/sdk-failures.ts'
import { signals } from './benches/signals.ts'
import { verdict } from './benches/verdict.ts'
import { warmup } from './benches/warmup.ts'
import { webhooks } from './benches/webhooks.ts'
import { runNamed } from './harness/run-named.ts'

await runNamed(
  'bench',
  { api, fleet, graphql, provision, sdk, 'sdk-failures': sdkFailures, signals, verdict, warmup, webhooks },
  process.argv.slice(2),
)
