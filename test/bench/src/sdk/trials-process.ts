import { describeTrial, isAsItShould } from './judge.ts'
import { rivals } from './rivals.ts'
import { type TroubleName, troubles } from './troubles.ts'
import { tryTrouble } from './try-trouble.ts'

/** How one package took one trouble. */
export interface Cell {
  trouble: TroubleName
  rival: string
  text: string
  isMet: boolean
}

const isTrouble = (name: string): name is TroubleName => Object.hasOwn(troubles, name)

/** A process of its own, as a package may sleep on for an hour, and nothing but an end of the process wakes it. */
for (const trouble of Object.keys(troubles).filter(isTrouble)) {
  await Promise.all(
    Object.entries(rivals).map(async ([rival, create]) => {
      const trial = await tryTrouble(troubles[trouble], create)
      process.send?.({
        trouble,
        rival,
        text: describeTrial(trouble, trial),
        isMet: isAsItShould(trouble, trial),
      } satisfies Cell)
    }),
  )
}
process.send?.('done')
