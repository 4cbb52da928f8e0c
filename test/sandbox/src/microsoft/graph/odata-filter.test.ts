import t from 'tap'
import { parseFilter } from './odata-filter.ts'

const row = {
  name: "O'Hara",
  age: 7,
  isRead: false,
  tags: [{ id: 'a', value: 'x' }],
  from: { emailAddress: { address: 'Ada@acme.com' } },
  empty: null,
}

t.test('understands comparisons, functions, nesting and precedence', (t) => {
  const cases: [string, boolean][] = [
    ["name eq 'O''Hara'", true],
    ["name eq 'o''hara'", true],
    ["name ne 'x'", true],
    ['age gt 6 and age le 7', true],
    ['age lt 7', false],
    ['isRead eq false', true],
    ["from/emailAddress/address eq 'ada@acme.com'", true],
    ["startswith(name,'O') and endswith( name , 'ra')", true],
    ["contains(name,'zz') or age ge 7", true],
    ["not contains(name,'zz')", true],
    ["age eq 1 or age eq 7 and name eq 'x'", false],
    ["(age eq 7 or age eq 1) and not (name eq 'x')", true],
    ["missing/path eq 'x'", false],
    ["tags/Any(t: t/id eq 'A' and t/value eq 'x') and age eq 7", true],
    ["tags/any(t: t/id eq 'a' and t/value eq 'y')", false],
    ["missing/any(t: t/id eq 'a')", false],
  ]
  for (const [text, expected] of cases) t.equal(parseFilter(text)(row), expected, text)
  t.end()
})

t.test('refuses what it does not understand', (t) => {
  for (const text of ['', 'name', 'name eq', "name is 'x'", "name eq 'x' name", "lower(name) eq 'x'", "(name eq 'x'"])
    t.throws(() => parseFilter(text), { message: /^Invalid filter clause/ }, text)
  t.end()
})
