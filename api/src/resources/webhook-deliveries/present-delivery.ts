import type { Delivery, DeliveryAttempt } from '@coldframe/db'

/** The delivery as callers see it. */
export const presentDelivery = ({ attempts, ...delivery }: Delivery) => ({ ...delivery, attemptCount: attempts })

export function presentAttempt({ responseStatus, responseHeaders, responseBody, ...attempt }: DeliveryAttempt) {
  const response =
    responseStatus === null ? null : { status: responseStatus, headers: responseHeaders ?? {}, body: responseBody }
  return { ...attempt, response }
}
