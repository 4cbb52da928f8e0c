import {
  afterFailure,
  afterSuccess,
  allowance,
  type Circuit,
  firstAllowance,
  isOpen,
  newCircuit,
} from '../rules/circuit.ts'
import type { Outcome } from './outcome.ts'

interface Lane {
  circuit: Circuit
  inFlight: number
  usedAt: number
}

/** What a claim may take. */
export interface Openings {
  /** For an endpoint that stands in neither of the others. */
  perEndpoint: number
  /** To be taken from `perEndpoint`; less than nothing for those that may get more. */
  inFlight: Map<string, number>
  closed: string[]
}

const FORGOTTEN_AFTER_MS = 3_600_000

/** Keeps each endpoint's attempts apart: what one does takes nothing from another. */
export function createLanes() {
  const lanes = new Map<string, Lane>()

  function laneOf(endpointId: string): Lane {
    const lane = lanes.get(endpointId) ?? { circuit: newCircuit(), inFlight: 0, usedAt: 0 }
    lanes.set(endpointId, lane)
    return lane
  }

  return {
    openings(now: number): Openings {
      const openings: Openings = { perEndpoint: firstAllowance, inFlight: new Map(), closed: [] }
      for (const [endpointId, { circuit, inFlight }] of lanes) {
        const more = allowance(circuit, inFlight, now)
        if (more === 0) openings.closed.push(endpointId)
        else openings.inFlight.set(endpointId, firstAllowance - more)
      }
      return openings
    },

    begin(endpointId: string): void {
      laneOf(endpointId).inFlight++
    },

    /** `null`: the attempt could not be made, which says nothing about the endpoint. */
    end(endpointId: string, outcome: Outcome | null, now: number): void {
      const lane = laneOf(endpointId)
      lane.inFlight--
      lane.usedAt = now
      if (outcome?.verdict === 'succeeded') lane.circuit = afterSuccess(lane.circuit)
      else if (outcome) lane.circuit = afterFailure(lane.circuit, now, outcome.retryAfterMs ?? 0)
    },

    /** Whether some endpoint has as much as it may get, though it answers: more can wait for it than a claim showed. */
    isAnyFull(now: number): boolean {
      return [...lanes.values()].some(
        ({ circuit, inFlight }) => inFlight > 0 && allowance(circuit, inFlight, now) === 0,
      )
    },

    openCircuits: (): number => [...lanes.values()].filter(({ circuit }) => isOpen(circuit)).length,

    /** Endpoints that nothing was sent to for long are strangers again. */
    forget(now: number): void {
      for (const [endpointId, { inFlight, usedAt }] of lanes)
        if (inFlight === 0 && now - usedAt > FORGOTTEN_AFTER_MS) lanes.delete(endpointId)
    },
  }
}
