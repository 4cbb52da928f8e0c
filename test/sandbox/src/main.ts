import { readConfig } from './config.ts'
import { startSandbox } from './start-sandbox.ts'

const { vendorsUrl, controlUrl, dns, caFile, close } = await startSandbox(readConfig())
process.stdout.write(`${JSON.stringify({ ready: true, vendorsUrl, controlUrl, dns, caFile })}\n`)

async function stop() {
  // Whatever still hangs after half a second is lost with the process; the state is on disk already.
  setTimeout(() => process.exit(0), 500).unref()
  await close()
  process.exit(0)
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
