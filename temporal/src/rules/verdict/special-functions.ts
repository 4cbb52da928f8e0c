/** Below this the asymptotic series is not precise; the argument is moved up by the recurrence of gamma. */
const STIRLING_FROM = 8

/** Stirling's series, to about 1e-13 (Abramowitz and Stegun 6.1.41). For arguments above zero. */
export function logGamma(argument: number): number {
  let x = argument
  let product = 1
  while (x < STIRLING_FROM) product *= x++
  const inverse = 1 / (x * x)
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / x
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product)
}

export const logBeta = (a: number, b: number) => logGamma(a) + logGamma(b) - logGamma(a + b)

const TINY = 1e-300
const PRECISION = 1e-13
const awayFromZero = (value: number) => (Math.abs(value) < TINY ? TINY : value)

/** The continued fraction of the incomplete beta function, by Lentz's method (DLMF 8.17.22). */
function continuedFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1))
  let result = d
  const advance = (numerator: number) => {
    d = 1 / awayFromZero(1 + numerator * d)
    c = awayFromZero(1 + numerator / c)
    result *= d * c
    return Math.abs(d * c - 1) < PRECISION
  }
  for (let m = 1; m <= 1_000; m++) {
    advance((m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)))
    if (advance((-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)))) break
  }
  return result
}

/** P(X <= x) of a beta distribution. */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(1 - x, b, a)
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b))
  return (front * continuedFraction(x, a, b)) / a
}

/** The x at which `betaCdf` reaches the probability: Newton's steps, halving the bracket where a step would leave it. */
export function betaQuantile(probability: number, a: number, b: number): number {
  const logScale = logBeta(a, b)
  let low = 0
  let high = 1
  let x = a / (a + b)
  for (let step = 0; step < 200 && high - low > 1e-12; step++) {
    const excess = betaCdf(x, a, b) - probability
    if (Math.abs(excess) < 1e-12) return x
    if (excess > 0) high = x
    else low = x
    const density = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logScale)
    const next = x - excess / density
    x = next > low && next < high ? next : (low + high) / 2
  }
  return x
}
