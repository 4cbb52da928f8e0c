import { SaxesParser } from 'saxes'
import t from 'tap'
import { type ChartDay, rampChart } from './ramp-chart.ts'

const days: ChartDay[] = Array.from({ length: 45 }, (_, index) => ({
  date: new Date(Date.UTC(2026, 2, 1 + index)).toISOString().slice(0, 10),
  dailySendLimit: Math.max(0, index - 6),
  warmupVolume: Math.min(25, 5 + index),
  sent: index < 20 ? index : null,
}))

/** All elements in their order; throws for what is no XML. */
function elementsOf(svg: string) {
  const elements: { name: string; attributes: Record<string, string> }[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => elements.push({ name, attributes }))
  parser.write(svg).close()
  return elements
}

const pointsOf = (svg: string, name: string, index = 0) => {
  const element = elementsOf(svg).filter((one) => one.name === name)[index]
  return (element?.attributes.points ?? '')
    .split(' ')
    .filter(Boolean)
    .map((point) => point.split(',').map(Number))
}

t.test('a ramp of 45 days is one picture, with a point for each day, within its frame', async (t) => {
  const svg = rampChart({ title: 'getacme.com', days })
  t.equal(pointsOf(svg, 'polygon', 0).length, 90)
  t.equal(pointsOf(svg, 'polyline').length, 20, 'what is still to come was not sent')
  const all = ['polygon', 'polyline'].flatMap((name) => pointsOf(svg, name))
  t.ok(all.every(([x = -1, y = -1]) => x >= 44 && x <= 704 && y >= 40 && y <= 244))
  const tops = pointsOf(svg, 'polygon', 1)
    .slice(0, 45)
    .map(([, y = 0]) => y)
  t.ok(
    tops.slice(1).every((y, index) => y <= (tops[index] ?? 0)),
    'what grows goes up',
  )
  t.match(
    svg,
    /<desc id="desc">From 0 to send and 5 of warmup on 2026-03-01 to 38 to send and 25 of warmup on 2026-04-14/,
  )
})

t.test('a name is text, never markup, and the picture asks for nothing from outside', async (t) => {
  const title = '</title><script>alert(1)</script> & "quotes" \u0000\ud800'
  const svg = rampChart({ title, days })
  const elements = elementsOf(svg)
  t.notOk(elements.some(({ name }) => name === 'script'))
  t.notMatch(svg.replace('http://www.w3.org/2000/svg', ''), /https?:|href|url\(/)
})

t.test('no days, one day and days without volume are drawn as well', async (t) => {
  const zero = { date: '2026-03-01', dailySendLimit: 0, warmupVolume: 0, sent: 0 }
  for (const some of [[], [zero], [zero, { ...zero, sent: 3_000 }]]) {
    const svg = rampChart({ title: 'x', days: some })
    t.ok(elementsOf(svg).length > 5)
    t.notMatch(svg, /NaN|Infinity|undefined/)
  }
})
