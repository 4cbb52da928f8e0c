import { createSay, type Say } from '../../../stack/src/progress.ts'

export type { Say }

/** To stderr: stdout belongs to the result. */
export const createProgress = (): Say => createSay((text) => void process.stderr.write(text))
