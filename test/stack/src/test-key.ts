import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { writePrivateFile } from './private-file.ts'
import { runOnce, type Task } from './run-once.ts'

const Created = z.object({ accountId: z.string(), key: z.string() })

export type TestKeyOptions = { dataDirectory: string; baseUrl: string; task: Omit<Task, 'name'> }

/** A key of an earlier start is unknown to a database that was exchanged since. */
async function isKnown(baseUrl: string, key: string): Promise<boolean> {
  const response = await fetch(`${baseUrl}/v1/domains?limit=1`, { headers: { authorization: `Bearer ${key}` } })
  await response.body?.cancel()
  return response.status !== 401
}

/** The test key of the first account, made once and kept beside the data. */
export async function ensureTestKey({ dataDirectory, baseUrl, task }: TestKeyOptions): Promise<string> {
  const file = path.join(dataDirectory, 'test-key')
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  if (kept && (await isKnown(baseUrl, kept))) return kept
  const { key } = Created.parse(JSON.parse(await runOnce({ ...task, name: 'create-key' })))
  writePrivateFile(file, key)
  return key
}
