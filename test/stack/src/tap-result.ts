export type TapResult = { passed: number; failed: number; skipped: number }

/** tap ends its output with the number of assertions of all files: `# { total: 4, pass: 2, fail: 1, skip: 1 }`. */
export function parseTapResult(output: string): TapResult | null {
  const summary = output.match(/^# \{ total: .*\}$/gm)?.at(-1)
  if (!summary) return null
  const count = (name: string) => Number(summary.match(new RegExp(`${name}: (\\d+)`))?.[1] ?? 0)
  return { passed: count('pass'), failed: count('fail'), skipped: count('skip') + count('todo') }
}

export function describeTapResult({ passed, failed, skipped }: TapResult): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
