import { existsSync, readFileSync } from 'node:fs'
import { DmarcReportRefused, readDmarcReports } from '@coldframe/temporal/dmarc-reports'

/** The process of `readInChild`. */
const bytes = readFileSync(process.argv[2] ?? '')
const before = peakKib()
const start = performance.now()
const refused = await refusalOf(bytes)
const ms = performance.now() - start
console.log(JSON.stringify({ refused, ms, memoryMib: (peakKib() - before) / 1024 }))

async function refusalOf(bytes: Buffer): Promise<string | null> {
  try {
    const { reports } = await readDmarcReports(bytes)
    return reports.length === 0 ? 'no_report' : null
  } catch (error) {
    if (error instanceof DmarcReportRefused) return error.code
    throw error
  }
}

/** Linux hands `maxRSS` of the parent on to its children, so its own figure of the process is read where there is one. */
function peakKib(): number {
  const status = '/proc/self/status'
  const own = existsSync(status) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1] : undefined
  return own === undefined ? process.resourceUsage().maxRSS : Number(own)
}
