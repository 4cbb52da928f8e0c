import type { Operation, Step } from './api-shapes.ts'

const marks: Record<string, string> = {
  succeeded: '✓',
  skipped: '-',
  failed: '✗',
  cancelled: '✗',
  action_required: '!',
  running: '…',
  waiting: '…',
}

const seconds = (ms: number) => `${(Math.max(0, ms) / 1000).toFixed(1)} s`

export function durationOf({ startedAt, finishedAt }: Step, now: number): string {
  if (!startedAt) return ''
  return seconds((finishedAt ? Date.parse(finishedAt) : now) - Date.parse(startedAt))
}

const isOpen = ({ status }: Step) => status !== 'succeeded' && status !== 'skipped'
const remark = (step: Step) => (isOpen(step) && step.message ? `  ${step.message}` : '')

/** All steps as they stand, for a terminal. */
export function stepTable({ steps }: Operation, now: number): string[] {
  return steps.map((step) => {
    const mark = marks[step.status] ?? ' '
    return `  ${mark} ${step.name.padEnd(22)} ${durationOf(step, now).padStart(8)}${remark(step)}`
  })
}

/** What is new since the last state, for places without a terminal. */
export function stepChanges(before: Operation | null, now: Operation, time: number): string[] {
  const last = new Map(before?.steps.map((step) => [step.name, step.status]))
  return now.steps
    .filter((step) => step.status !== 'pending' && step.status !== last.get(step.name))
    .map((step) => {
      const duration = step.finishedAt ? ` (${durationOf(step, time)})` : ''
      return `${marks[step.status] ?? ' '} ${step.name} ${step.status}${duration}${remark(step)}`
    })
}
