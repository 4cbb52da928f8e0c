import t from 'tap'
import { figure, isMet, median, resultLine } from './figure.ts'

t.test('a figure is met at its bound and not beyond it', async (t) => {
  t.match(figure('time', 10, 's', { atMost: 10 }), { asked: 10, met: true })
  t.match(figure('time', 10.0001, 's', { atMost: 10 }), { value: 10, met: false }, 'rounding does not decide')
  t.match(figure('passed', 196, 'cases', { atLeast: 197 }), { met: false })
  t.match(figure('orders', 2, 'orders', { exactly: 1 }), { met: false })
  t.match(figure('memory', 500, 'MiB'), { asked: null, met: null })
})

t.test('a measurement is met unless a figure asked for is missed', async (t) => {
  const asked = figure('time', 9, 's', { atMost: 10 })
  t.ok(isMet({ name: 'x', figures: [asked, figure('memory', 500, 'MiB')] }))
  t.notOk(isMet({ name: 'x', figures: [asked, figure('time', 11, 's', { atMost: 10 })] }))
})

t.test('the result is one line, with the counts only of those that count cases', async (t) => {
  t.equal(
    resultLine({ name: 'x', figures: [figure('time', 1.23456, 's')] }),
    '{"name":"x","figures":[{"name":"time","value":1.235,"unit":"s","asked":null,"met":null}]}',
  )
  t.match(resultLine({ name: 'x', figures: [], passed: 2, failed: 1 }), /"passed":2,"failed":1\}$/)
})

t.test('the median is the middle one, or the mean of the middle two', async (t) => {
  t.equal(median([3, 1, 2]), 2)
  t.equal(median([4, 1, 2, 3]), 2.5)
  t.equal(median([7]), 7)
})
