import { setTimeout as sleep } from 'node:timers/promises'
import { type Api, ApiFault, isAway } from '@coldframe/e2e'

export const mailboxCount = 100

export interface Placed {
  name: string
  domainId: string
  operationId: string
}

const patienceMs = 60_000
const pauseMs = 200

/** Orders as a careful client does: after an answer that was lost it looks for the domain, and orders again if there is none. */
export async function placeOrder(api: Api, name: string): Promise<Placed> {
  const deadline = Date.now() + patienceMs
  let last: unknown = 'no answer'
  while (Date.now() < deadline) {
    try {
      const domain = (await orderOnce(api, name)) ?? (await api.findDomain(name))
      if (domain?.operationId) return { name, domainId: domain.id, operationId: domain.operationId }
    } catch (error) {
      if (!isAway(error)) throw error
      last = error
    }
    await sleep(pauseMs)
  }
  throw new Error(`${name} could not be ordered within ${patienceMs / 1_000} s: ${last}`)
}

/** Null when it is not known whether the order was taken. */
async function orderOnce(api: Api, name: string) {
  try {
    return await api.order({ name, mailboxCount })
  } catch (error) {
    if (isAway(error) || (error instanceof ApiFault && error.code === 'domain_exists')) return null
    throw error
  }
}
