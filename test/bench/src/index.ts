export { type Figure, figure, type Measurement, notMeasured } from './harness/figure.ts'
export { createProgress, type Say } from './harness/progress.ts'
export { type Run, runNamed } from './harness/run-named.ts'
export { withInstance } from './harness/with-instance.ts'
