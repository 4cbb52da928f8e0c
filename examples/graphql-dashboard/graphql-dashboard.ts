import { createColdframe } from '@coldframe/sdk'

/** A dashboard in one request: each domain with its records, its mailboxes and what is being done with it. */

interface Dashboard {
  domains: {
    nodes: {
      name: string
      status: string
      health: string
      dnsStatus: { status: string }
      mailboxes: { nodes: { address: string; dailySendLimit: number }[] }
      operation: { kind: string; status: string; progress: number } | null
    }[]
  }
}

const query = `query Dashboard($first: Int) {
  domains(first: $first) {
    nodes {
      name status health
      dnsStatus { status }
      mailboxes(first: 3) { nodes { address dailySendLimit } }
      operation { kind status progress }
    }
  }
}`

const { domains } = await createColdframe().graphql<Dashboard>(query, { first: 10 })
for (const { name, status, health, dnsStatus, mailboxes, operation } of domains.nodes) {
  const work = operation ? `${operation.kind} ${operation.status} ${Math.round(operation.progress * 100)} %` : 'nothing'
  console.log(`${name}: ${status}, health ${health}, DNS ${dnsStatus.status}, ${work}`)
  for (const { address, dailySendLimit } of mailboxes.nodes)
    console.log(`  ${address} may send ${dailySendLimit} today`)
}
