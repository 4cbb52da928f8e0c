const DAY_MS = 86_400_000

/** A day (UTC) of the mode's clock. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10)
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS
export const addDays = (day: string, days: number): string => dayOf(new Date(Date.parse(day) + days * DAY_MS))
