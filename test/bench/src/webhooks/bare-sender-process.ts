import { createHmac } from 'node:crypto'
import { Agent } from 'undici'
import { z } from 'zod'

/** The least that could send signed webhooks: keep-alive connections, a signature for each, nothing kept and nothing looked up. */

const Task = z.object({ url: z.string(), body: z.string(), count: z.number(), atOnce: z.number() })
const key = Buffer.alloc(32, 7)

function headersOf(body: string, index: number): Record<string, string> {
  const id = `evt_${index}`
  const timestamp = Math.floor(Date.now() / 1_000)
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  }
}

async function send({ url, body, count, atOnce }: z.output<typeof Task>): Promise<number> {
  const { origin, pathname: path } = new URL(url)
  const agent = new Agent({ connections: atOnce })
  let next = 0
  const work = async () => {
    while (next < count) {
      const headers = headersOf(body, next++)
      const { body: answer } = await agent.request({ origin, path, method: 'POST', headers, body })
      await answer.dump()
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: atOnce }, work))
  const perSecond = count / ((performance.now() - startedAt) / 1_000)
  await agent.close()
  return perSecond
}

process.on('message', async (task) => process.send?.({ perSecond: await send(Task.parse(task)) }))
process.on('disconnect', () => process.exit())
