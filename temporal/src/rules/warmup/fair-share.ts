/**
 * Shares `total` so that nobody gets more than wanted, and nobody could get more without taking it from one who has no
 * more than he has (max-min fairness). The units that do not come out even go to the first in the list.
 */
export function shareFairly(wanted: readonly number[], total: number): number[] {
  const sum = wanted.reduce((all, want) => all + want, 0)
  if (sum <= total) return [...wanted]
  const level = waterLevel(wanted, total)
  let left = total - wanted.reduce((all, want) => all + Math.min(want, level), 0)
  return wanted.map((want) => {
    const isMore = left > 0 && want > level
    if (isMore) left -= 1
    return Math.min(want, level) + (isMore ? 1 : 0)
  })
}

/** The highest whole level that all can have. */
function waterLevel(wanted: readonly number[], total: number): number {
  const sorted = [...wanted].sort((a, b) => a - b)
  let left = Math.max(0, total)
  for (const [index, want] of sorted.entries()) {
    const level = Math.floor(left / (sorted.length - index))
    if (want > level) return level
    left -= want
  }
  return sorted.at(-1) ?? 0
}
