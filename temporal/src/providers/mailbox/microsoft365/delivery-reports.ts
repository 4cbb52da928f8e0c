import { z } from 'zod'
import { isProviderError } from '../../errors.ts'
import type { DeliveryReport, DeliveryReports } from '../mailbox-provider.ts'
import { bodyOf } from './batch-answers.ts'
import type { GraphSession } from './graph.ts'
import { type BatchStep, runBatch, type Wait } from './graph-batch.ts'

/** The newest of a mailbox, and of all together: a mailbox that bounces more has been understood by then. */
const MOST_OF_ONE = 25
const MOST_OF_ALL = 200

const Messages = z.object({
  value: z.array(z.object({ id: z.string().min(1), internetMessageId: z.string().nullish() })),
})

/**
 * PidTagMessageClass of what Exchange keeps as a report of failed delivery (https://learn.microsoft.com/graph/api/singlevaluelegacyextendedproperty-get).
 * By this filter no other mail is even listed.
 */
const isReport = "singleValueExtendedProperties/Any(ep: ep/id eq 'String 0x001A' and ep/value eq 'REPORT.IPM.Note.NDR')"

interface DeliveryReportDeps {
  graphFor(tenantId: string): GraphSession
  wait: Wait
}

export function createDeliveryReports({ graphFor, wait }: DeliveryReportDeps) {
  const listStep = (externalId: string, since: Date): BatchStep => {
    // Graph sorts only by what the filter begins with.
    const filter = encodeURIComponent(`receivedDateTime ge ${since.toISOString()} and ${isReport}`)
    const order = encodeURIComponent('receivedDateTime desc')
    const query = `$filter=${filter}&$orderby=${order}&$select=id,internetMessageId&$top=${MOST_OF_ONE}`
    return { method: 'GET', url: `/users/${encodeURIComponent(externalId)}/messages?${query}` }
  }

  async function read(graph: GraphSession, externalId: string, id: string): Promise<Buffer> {
    const path = `/users/${encodeURIComponent(externalId)}/messages/${encodeURIComponent(id)}/$value`
    return (await graph.request({ operation: 'readDeliveryReport', method: 'GET', path })).bytes
  }

  async function readDeliveryReports(tenantId: string, externalIds: string[], since: Date): Promise<DeliveryReports> {
    const graph = graphFor(tenantId)
    const steps = externalIds.map((externalId) => listStep(externalId, since))
    const answers = await runBatch(graph, 'listDeliveryReports', steps, wait)
    const reports: DeliveryReport[] = []
    const failures: string[] = []
    for (const [index, externalId] of externalIds.entries()) {
      try {
        for (const { id, internetMessageId } of bodyOf(Messages, 'listDeliveryReports', answers[index]).value)
          if (reports.length < MOST_OF_ALL)
            reports.push({ externalId, id: internetMessageId ?? id, raw: await read(graph, externalId, id) })
      } catch (error) {
        if (!isProviderError(error)) throw error
        failures.push(error.message)
      }
    }
    return { reports, failure: failures[0] ?? null }
  }

  return { readDeliveryReports }
}
