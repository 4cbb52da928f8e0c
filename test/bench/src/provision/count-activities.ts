import { Client, Connection } from '@temporalio/client'

/** Of an instance that runs its own Temporal server. */
const namespace = 'coldframe'

/** How many activities the provisioning of a domain has scheduled; their retries are not counted. */
export async function countActivities(temporalAddress: string, domainId: string): Promise<number> {
  const connection = await Connection.connect({ address: temporalAddress })
  try {
    const { workflow } = new Client({ connection, namespace })
    const { events } = await workflow.getHandle(`provision-domain/${domainId}`).fetchHistory()
    return (events ?? []).filter(({ activityTaskScheduledEventAttributes }) => activityTaskScheduledEventAttributes)
      .length
  } finally {
    await connection.close()
  }
}
