export interface Interval {
  lower: number
  upper: number
}

/** Wilson 1927. `z` is the normal quantile of one side. For shares that are not rare. */
export function wilson(bad: number, total: number, z: number): Interval {
  if (total <= 0) return { lower: 0, upper: 1 }
  const rate = bad / total
  const square = (z * z) / total
  const centre = (rate + square / 2) / (1 + square)
  const half = (z / (1 + square)) * Math.sqrt((rate * (1 - rate)) / total + square / total / 4)
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) }
}
