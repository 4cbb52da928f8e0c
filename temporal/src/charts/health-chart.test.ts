import { SaxesParser } from 'saxes'
import t from 'tap'
import { type HealthChart, healthChart } from './health-chart.ts'

const chart: HealthChart = {
  title: 'getacme.com',
  from: 20_500,
  to: 20_559,
  spans: [
    { day: 20_480, health: 'unknown', cause: null },
    { day: 20_490, health: 'healthy', cause: null },
    { day: 20_530, health: 'watch', cause: 'shared_ip' },
    { day: 20_540, health: 'burned', cause: 'domain' },
  ],
  spam: Array.from({ length: 28 }, (_, index) => ({ day: 20_532 + index, share: index / 27 })),
  burnedAt: 0.2,
}

/** All elements in their order; throws for what is no XML. */
function elementsOf(svg: string) {
  const elements: { name: string; attributes: Record<string, string>; text: string }[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => elements.push({ name, attributes, text: '' }))
  parser.on('text', (text) => {
    const last = elements.at(-1)
    if (last) last.text += text.trim()
  })
  parser.write(svg).close()
  return elements
}

const bands = (svg: string) =>
  elementsOf(svg)
    .filter(({ name, attributes }) => name === 'rect' && attributes.y !== undefined)
    .map(({ attributes }) => [Number(attributes.x), Number(attributes.width)])

t.test('each health has its part of the band, and together they fill it', async (t) => {
  const svg = healthChart(chart)
  const all = bands(svg)
  t.equal(all.length, 3, 'what ended before the first day is not shown')
  t.equal(all[0]?.[0], 44)
  for (const [index, [x = 0, width = 0]] of all.entries()) {
    const next = all[index + 1]?.[0] ?? 704
    t.ok(Math.abs(x + width - next) < 0.2, 'it ends where the next one begins')
  }
  const ratio = (all[0]?.[1] ?? 0) / (all[1]?.[1] ?? 1)
  t.ok(Math.abs(ratio - 3) < 0.01, '30 days are three times as wide as ten')
})

t.test('it is told in words as well', async (t) => {
  const told = elementsOf(healthChart(chart)).find(({ name }) => name === 'desc')?.text
  t.equal(told, 'Healthy from 2026-02-16, watch (shared ip) from 2026-03-18, burned (domain) from 2026-03-28.')
})

t.test('more spam is drawn higher, within the frame', async (t) => {
  const line = elementsOf(healthChart(chart)).find(({ name }) => name === 'polyline')?.attributes.points ?? ''
  const heights = line.split(' ').map((point) => Number(point.split(',')[1]))
  t.equal(heights.length, 28)
  t.ok(heights.slice(1).every((y, index) => y < (heights[index] ?? 0)))
  t.same([heights[0], heights.at(-1)], [224, 84])
})

t.test('of a domain that was never judged all days are unknown', async (t) => {
  const svg = healthChart({ ...chart, spans: [], spam: [] })
  t.same(bands(svg), [[44, 660]])
  t.match(svg, /Unknown from 2026-02-16\./)
})

t.test('a title is text, whatever is in it', async (t) => {
  const title = '</title><script>"&\u0007'
  const titles = elementsOf(healthChart({ ...chart, title })).filter(({ name }) => name === 'script')
  t.same(titles, [])
})
