import { escapeXml } from '../charts/escape-xml.ts'

export interface ChartDay {
  /** `2026-03-01` */
  date: string
  dailySendLimit: number
  warmupVolume: number
  /** What was really sent, the sequencer's mail and the exchange's; null for a day that is still to come. */
  sent: number | null
}

export interface RampChart {
  title: string
  days: readonly ChartDay[]
}

const width = 720
const height = 280
const margin = { top: 40, right: 16, bottom: 36, left: 44 }
const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom }
/** Okabe and Ito's, which those who are colour-blind tell apart. */
const colours = { send: '#0072B2', warmup: '#E69F00', sent: '#333333' }
const DATES_SHOWN = 6

/** The ramp as an SVG document: the limits as stacked areas, what was sent as a line. It needs nothing from outside. */
export function rampChart({ title, days }: RampChart): string {
  const top = niceTop(Math.max(1, ...days.map(heightOf)))
  const x = (index: number) => margin.left + (inner.width * index) / Math.max(1, days.length - 1)
  const y = (value: number) => margin.top + inner.height * (1 - value / top)
  const sends = days.map(({ dailySendLimit }, index): Point => [x(index), y(dailySendLimit)])
  const totals = days.map((day, index): Point => [x(index), y(day.dailySendLimit + day.warmupVolume)])
  const floor = days.map((_, index): Point => [x(index), y(0)])
  const sent = days.flatMap((day, index): Point[] => (day.sent === null ? [] : [[x(index), y(day.sent)]]))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="12">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="desc">${escapeXml(describe(days))}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${margin.left}" y="20" font-weight="600">${escapeXml(title)}</text>`,
    ...valueAxis(top, y),
    ...dateAxis(days, x),
    `<polygon points="${points([...totals, ...sends.toReversed()])}" fill="${colours.warmup}" fill-opacity="0.55"/>`,
    `<polygon points="${points([...sends, ...floor.toReversed()])}" fill="${colours.send}" fill-opacity="0.55"/>`,
    `<polyline points="${points(sent)}" fill="none" stroke="${colours.sent}" stroke-width="1.5"/>`,
    ...legend(),
    '</svg>',
    '',
  ].join('\n')
}

type Point = [number, number]
const points = (list: Point[]) => list.map((point) => point.map((value) => value.toFixed(1)).join(',')).join(' ')
const heightOf = ({ dailySendLimit, warmupVolume, sent }: ChartDay) =>
  Math.max(dailySendLimit + warmupVolume, sent ?? 0)

/** A round number that leaves little room above. */
function niceTop(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(highest))
  return ([1, 2, 4, 6, 8, 10].find((factor) => factor * power >= highest) ?? 10) * power
}

function valueAxis(top: number, y: (value: number) => number): string[] {
  const values = [0, 0.25, 0.5, 0.75, 1].map((share) => share * top).filter(Number.isInteger)
  return values.flatMap((value) => [
    `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}" stroke="#dddddd"/>`,
    `<text x="${margin.left - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end" fill="#555555">${value}</text>`,
  ])
}

function dateAxis(days: readonly ChartDay[], x: (index: number) => number): string[] {
  const every = Math.max(1, Math.ceil(days.length / DATES_SHOWN))
  return days.flatMap(({ date }, index) =>
    index % every === 0
      ? `<text x="${x(index).toFixed(1)}" y="${height - 14}" text-anchor="middle" fill="#555555">${escapeXml(date.slice(5))}</text>`
      : [],
  )
}

function legend(): string[] {
  const entries = [
    ['daily send limit', colours.send, 270],
    ['warmup', colours.warmup, 140],
    ['sent', colours.sent, 60],
  ] as const
  return entries.flatMap(([name, colour, fromRight]) => {
    const left = width - margin.right - fromRight
    return [
      `<rect x="${left}" y="11" width="10" height="10" fill="${colour}"/>`,
      `<text x="${left + 15}" y="20">${name}</text>`,
    ]
  })
}

/** For those who hear the chart. */
function describe(days: readonly ChartDay[]): string {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return 'No days yet.'
  const at = ({ date, dailySendLimit, warmupVolume }: ChartDay) =>
    `${dailySendLimit} to send and ${warmupVolume} of warmup on ${date}`
  return `From ${at(first)} to ${at(last)}.`
}
