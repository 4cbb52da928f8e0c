import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { figure, type Run, type Say } from '@coldframe/bench'
import { DmarcReportRefused, readDmarcReports } from '@coldframe/temporal/dmarc-reports'
import { findDataFolder } from '../data-folder.ts'
import { makeBombs } from '../dmarc-reports/bombs.ts'
import { type Reading, readInChild } from '../dmarc-reports/read-in-child.ts'
import { readSamples, type Sample } from '../dmarc-reports/read-samples.ts'

/** DMARC aggregate reports, by parsedmarc's samples and its counts, and what must be refused. */
export const dmarcReports: Run = async ({ args, say }) => {
  const { folder, exists } = findDataFolder(args, 'dmarc-reports')
  if (!exists) say(`no samples: there is no ${folder}; name another folder of the same form with --data`)
  const samples = exists ? readSamples(folder) : []
  const answers = await Promise.all(samples.map(isSampleRight))
  const bombs = await readBombs(say)
  const refused = bombs.filter(({ refused }) => refused !== null).length
  const right = answers.filter(Boolean).length
  return {
    name: 'dmarc-reports',
    figures: [
      figure('samples', samples.length, 'samples'),
      figure('samples_right', right, 'samples', { exactly: samples.length }),
      figure('bombs', bombs.length, 'files'),
      figure('bombs_refused', refused, 'files', { exactly: bombs.length }),
      figure('slowest_refusal', Math.max(...bombs.map(({ ms }) => ms)), 'ms', { atMost: 1_000 }),
      figure('most_memory', Math.max(...bombs.map(({ memoryMib }) => memoryMib)), 'MiB', { atMost: 64 }),
    ],
    passed: right + refused,
    failed: samples.length + bombs.length - right - refused,
  }
}

async function isSampleRight({ file, bytes, records, messages }: Sample): Promise<boolean> {
  const found = await countsOf(bytes)
  const isRight = found === `${records} records, ${messages} messages`
  if (!isRight) console.log(`FAILED ${file}: ${found} instead of ${records} records, ${messages} messages`)
  return isRight
}

async function countsOf(bytes: Buffer): Promise<string> {
  try {
    const { reports } = await readDmarcReports(bytes)
    const records = reports.flatMap((report) => report.records)
    return `${records.length} records, ${records.reduce((sum, { count }) => sum + count, 0)} messages`
  } catch (error) {
    if (error instanceof DmarcReportRefused) return `refused as ${error.code} (${error.message})`
    throw error
  }
}

/** One after the other: side by side they would take each other's time. */
async function readBombs(say: Say): Promise<Reading[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'coldframe-bombs-'))
  const readings: Reading[] = []
  try {
    for (const [name, bytes] of Object.entries(makeBombs())) {
      const file = path.join(folder, 'bomb')
      writeFileSync(file, bytes)
      const reading = await readInChild(file)
      say(`${name}: ${reading.refused ?? 'READ'} in ${Math.round(reading.ms)} ms, ${Math.round(reading.memoryMib)} MiB`)
      readings.push(reading)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  return readings
}
