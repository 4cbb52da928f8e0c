/** Given names and family names that are common in Europe and North America, without accents. */

const list = (names: string) => names.trim().split(/\s+/)

export const firstNames = list(`
  Adam Alice Amelia Andrew Anna Anthony Arthur Ava Beatrice Ben Caroline Charles Charlotte Chloe Claire Clara Daniel
  David Diana Dominic Edward Eleanor Elena Elias Ella Emily Emma Erik Ethan Eva Felix Florence Frances Frank Gabriel
  Gemma George Grace Greta Hannah Harry Helen Henry Hugo Ian Ida Irene Isaac Isabel Jack Jacob James Jane Jasmine
  Joanna Joel John Jonas Joseph Julia Julian Karen Kate Kevin Laura Lena Leo Lewis Lily Linda Lisa Louis Lucas Lucy
  Luke Marcus Maria Marie Mark Martha Martin Mary Matthew Maya Michael Mia Nadia Natalie Nathan Nicholas Nina Noah
  Nora Oliver Olivia Oscar Owen Patrick Paul Peter Philip Rachel Rebecca Richard Robert Rosa Ruth Samuel Sarah Sean
  Simon Sofia Sophie Stella Stephen Susan Theo Thomas Tim Tom Vera Victor Victoria Vincent Walter William Zoe
`)

export const lastNames = list(`
  Abbott Adams Allen Anderson Archer Atkins Bailey Baker Barker Barnes Barrett Becker Bell Bennett Berg Bishop Blake
  Bowen Brandt Brooks Brown Burke Burton Carter Chambers Chapman Clark Cole Collins Cooper Cox Crawford Curtis Dawson
  Dean Dixon Doyle Duncan Edwards Elliott Ellis Evans Fields Fischer Fisher Fletcher Ford Foster Fox Francis Fuller
  Gardner Gibson Graham Grant Gray Green Griffin Hall Hansen Harper Harris Hart Harvey Hayes Henderson Hill Hoffman
  Holmes Howard Hudson Hughes Hunt Hunter Jackson Jensen Johnson Jordan Keller Kelly Kennedy King Knight Lambert Lane
  Larsen Lawson Lee Lloyd Marsh Marshall Martin Mason Meyer Miller Mills Mitchell Moore Morgan Morris Murphy Murray
  Newton Nielsen Norris Olsen Palmer Parker Pearce Perry Phillips Pierce Porter Powell Price Reed Reid Reynolds Rhodes
  Richards Roberts Robinson Rogers Rose Russell Sanders Schmidt Scott Shaw Simpson Sinclair Spencer Stevens Stewart
  Stone Sutton Taylor Thompson Turner Wagner Walker Wallace Walsh Warren Watson Weaver Webb Weber West Wheeler White
  Wilson Winter Wolf Wood Wright Young
`)
