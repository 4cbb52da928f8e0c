import { createSay, type Say } from '@coldframe/stack'

export type { Say }

/** To stderr: stdout belongs to the result. */
export const createProgress = (): Say => createSay((text) => void process.stderr.write(text))
