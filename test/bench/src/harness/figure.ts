/** One number that was measured, and what was asked of it. */
export interface Figure {
  name: string
  /** Null where it could not be measured here. */
  value: number | null
  unit: string
  /** Null where nothing is asked. */
  asked: number | null
  met: boolean | null
}

export interface Measurement {
  name: string
  figures: Figure[]
  /** Of a suite of cases. */
  passed?: number
  failed?: number
}

type Demand = { atMost: number } | { atLeast: number } | { exactly: number }

/** Three decimals are more than any of these figures can be trusted for. */
const rounded = (value: number) => Math.round(value * 1_000) / 1_000

export function figure(name: string, value: number, unit: string, demand?: Demand): Figure {
  const own = { name, value: rounded(value), unit }
  if (!demand) return { ...own, asked: null, met: null }
  if ('atMost' in demand) return { ...own, asked: demand.atMost, met: value <= demand.atMost }
  if ('atLeast' in demand) return { ...own, asked: demand.atLeast, met: value >= demand.atLeast }
  return { ...own, asked: demand.exactly, met: value === demand.exactly }
}

export const notMeasured = (name: string, unit: string): Figure => ({ name, value: null, unit, asked: null, met: null })

export const isMet = ({ figures }: Measurement) => figures.every(({ met }) => met !== false)

/** The middle one; with an even number the mean of the middle two. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length / 2
  const middle = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1)
  return middle.reduce((sum, value) => sum + value, 0) / middle.length
}

export function resultLine({ name, figures, passed, failed }: Measurement): string {
  return JSON.stringify({ name, figures, passed, failed })
}
