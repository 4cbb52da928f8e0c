import t from 'tap'
import { fromContent, toContent } from './rdata.ts'

t.test('text is quoted, escaped and cut into strings of 255 bytes', async (t) => {
  t.equal(toContent('TXT', 'v=spf1 -all'), '"v=spf1 -all"')
  t.equal(toContent('TXT', ''), '""')
  t.equal(toContent('TXT', 'a"b\\c'), '"a\\"b\\\\c"')
  t.equal(toContent('TXT', 'é\t'), '"\\195\\169\\009"')
  t.equal(toContent('TXT', 'x'.repeat(300)), `"${'x'.repeat(255)}" "${'x'.repeat(45)}"`)
})

t.test('text comes back as it was', async (t) => {
  for (const text of ['', 'a b', 'a"b\\c;', 'é€😀', 'x'.repeat(1000), '\\065', `${'é'.repeat(200)}"`]) {
    t.equal(fromContent('TXT', toContent('TXT', text)), text)
  }
  t.equal(fromContent('TXT', 'bare'), 'bare')
  t.equal(fromContent('TXT', '"one" "two"'), 'onetwo')
})

t.test('host names are absolute on the wire only', async (t) => {
  t.equal(toContent('MX', '10 mx.example.net'), '10 mx.example.net.')
  t.equal(fromContent('MX', '10 mx.example.net.'), '10 mx.example.net')
  t.equal(toContent('CNAME', 'a.example.net.'), 'a.example.net.')
  t.equal(toContent('A', '192.0.2.1'), '192.0.2.1')
})
