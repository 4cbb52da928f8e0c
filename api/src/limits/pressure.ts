import { getHeapStatistics } from 'node:v8'
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'
import { errors } from '../errors.ts'

export interface PressureLimits {
  /** Mean delay of the event loop above which new requests are refused. */
  eventLoopDelayMs: number
  heapBytes: number
  /** Over how long it is the mean: long enough that one heavy request does not turn others away. */
  sampleMs: number
}

export const defaultPressure: PressureLimits = {
  eventLoopDelayMs: 500,
  heapBytes: Math.floor(getHeapStatistics().heap_size_limit * 0.9),
  sampleMs: 5_000,
}

/** The process lives: whoever asks that must not kill it for being busy. */
const ALWAYS_ANSWERED = '/healthz'

/** Refuses requests at their start when the process cannot keep up, so that those it has taken are done in time. */
export async function refuseUnderPressure(app: FastifyInstance, limits: PressureLimits): Promise<void> {
  await app.register(underPressure, {
    maxEventLoopDelay: limits.eventLoopDelayMs,
    maxHeapUsedBytes: limits.heapBytes,
    sampleInterval: limits.sampleMs,
    pressureHandler: async ({ routeOptions }) => {
      if (routeOptions.url !== ALWAYS_ANSWERED) throw errors.overloaded()
    },
  })
}
