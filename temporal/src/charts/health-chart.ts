import type { DomainHealth, VerdictCause } from '@coldframe/db/enums'
import { escapeXml } from './escape-xml.ts'

/** From this day on, until the next one. Days as numbers since 1970. */
export interface HealthSpan {
  day: number
  health: DomainHealth
  cause: VerdictCause | null
}

export interface HealthChart {
  title: string
  /** The days that are shown, both included. */
  from: number
  to: number
  /** Ascending; the first one may lie before `from`. Before all of them nothing was known. */
  spans: readonly HealthSpan[]
  /** Of the neutral mail the share in the spam folder; days without such mail are left out. */
  spam: readonly { day: number; share: number }[]
  /** The share at which a domain is burned. */
  burnedAt: number
}

const DAY_MS = 86_400_000
const width = 720
const height = 260
const left = 44
const right = width - 16
const band = { top: 36, height: 26 }
const plot = { top: 84, bottom: height - 36 }
const DATES_SHOWN = 6

/** Okabe and Ito's, which those who are colour-blind tell apart; the word stands beside each all the same. */
const colours: Record<DomainHealth, string> = {
  unknown: '#BBBBBB',
  healthy: '#009E73',
  watch: '#F0E442',
  worn: '#E69F00',
  burned: '#D55E00',
}

/** The health of a domain over time as an SVG document, with the placement under it. It needs nothing from outside. */
export function healthChart(chart: HealthChart): string {
  const { title, from, to } = chart
  const x = (day: number) => left + ((right - left) * (day - from)) / (to + 1 - from)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="12">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="desc">${escapeXml(describe(chart))}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${left}" y="22" font-weight="600">${escapeXml(title)}</text>`,
    ...shownSpans(chart).map((span) => bandOf(span, x)),
    ...shareAxis(),
    ...burnLine(chart),
    spamLine(chart, x),
    ...dateAxis(chart, x),
    '</svg>',
    '',
  ].join('\n')
}

interface ShownSpan extends HealthSpan {
  /** The first day that is no longer it. */
  until: number
}

function shownSpans({ from, to, spans }: HealthChart): ShownSpan[] {
  const all: HealthSpan[] = [{ day: from, health: 'unknown', cause: null }, ...spans]
  return all
    .map((span, index) => ({
      ...span,
      day: Math.max(span.day, from),
      until: Math.min(all[index + 1]?.day ?? to + 1, to + 1),
    }))
    .filter(({ day, until }) => until > day)
}

function bandOf(span: ShownSpan, x: (day: number) => number): string {
  const [start, end] = [x(span.day), x(span.until)]
  const told = `${wordSpan(span)}: ${wordDay(span.day)} to ${wordDay(span.until - 1)}`
  const hasRoom = end - start > 60
  const word = hasRoom ? `<text x="${(start + 6).toFixed(1)}" y="${band.top + 17}">${span.health}</text>` : ''
  return `<g><title>${escapeXml(told)}</title><rect x="${start.toFixed(1)}" y="${band.top}" width="${(end - start).toFixed(1)}" height="${band.height}" fill="${colours[span.health]}"/>${word}</g>`
}

const y = (share: number) => plot.bottom - (plot.bottom - plot.top) * share

function shareAxis(): string[] {
  const lines = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    `<line x1="${left}" x2="${right}" y1="${y(share).toFixed(1)}" y2="${y(share).toFixed(1)}" stroke="#dddddd"/>`,
    `<text x="${left - 6}" y="${(y(share) + 4).toFixed(1)}" text-anchor="end" fill="#555555">${share * 100} %</text>`,
  ])
  return [...lines, `<text x="${left}" y="${plot.top - 6}" fill="#555555">neutral mail in the spam folder</text>`]
}

const burnLine = ({ burnedAt }: HealthChart) => [
  `<line x1="${left}" x2="${right}" y1="${y(burnedAt).toFixed(1)}" y2="${y(burnedAt).toFixed(1)}" stroke="${colours.burned}" stroke-dasharray="4 3"/>`,
]

function spamLine({ spam, from, to }: HealthChart, x: (day: number) => number): string {
  const shown = spam.filter(({ day }) => day >= from && day <= to)
  const points = shown.map(({ day, share }) => `${x(day + 0.5).toFixed(1)},${y(share).toFixed(1)}`)
  return `<polyline points="${points.join(' ')}" fill="none" stroke="#333333" stroke-width="1.5"/>`
}

function dateAxis({ from, to }: HealthChart, x: (day: number) => number): string[] {
  const every = Math.max(1, Math.ceil((to + 1 - from) / DATES_SHOWN))
  const days = Array.from({ length: to + 1 - from }, (_, index) => from + index)
  return days
    .filter((day) => (day - from) % every === 0)
    .map(
      (day) =>
        `<text x="${x(day).toFixed(1)}" y="${height - 14}" text-anchor="start" fill="#555555">${wordDay(day).slice(5)}</text>`,
    )
}

const wordDay = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)
const wordSpan = ({ health, cause }: HealthSpan) =>
  cause === null ? health : `${health} (${cause.replaceAll('_', ' ')})`

/** For those who hear the chart. */
const describe = (chart: HealthChart) =>
  shownSpans(chart)
    .map((span) => `${wordSpan(span)} from ${wordDay(span.day)}`)
    .join(', ')
    .replace(/^./, (first) => first.toUpperCase())
    .concat('.')
