import { parseArgs } from 'node:util'
import { type Figure, figure, notMeasured, type Run, type Say, withInstance } from '@coldframe/bench'
import { casesOf, type WebhookCase } from '../webhooks/cases.ts'
import { receiveSome } from '../webhooks/receive-some.ts'
import { verifiers } from '../webhooks/verifiers.ts'

/** Webhooks as they are really sent, held to the published libraries of three languages and to our own. */
export const webhooks: Run = ({ args, say, signal }) => {
  parseArgs({ args })
  return withInstance({ delays: 'zero', isDurable: false, say, signal }, async (instance) => {
    const { received, secrets } = await receiveSome(instance)
    const cases = casesOf(received, secrets)
    say(`${received.length} messages, ${cases.length} cases for each library`)
    const figures: Figure[] = [figure('messages', received.length, 'messages', { atLeast: 4 })]
    let [passed, failed] = [0, 0]
    for (const [language, verify] of Object.entries(verifiers)) {
      const taken = await verify(cases, signal)
      const wrong = taken ? tellWrong(language, cases, taken, say) : 0
      figures.push(
        taken ? figure(`${language}_failures`, wrong, 'cases', { exactly: 0 }) : notMeasured(language, 'cases'),
      )
      passed += taken ? cases.length - wrong : 0
      failed += wrong
    }
    return { name: 'webhooks', figures, passed, failed }
  })
}

function tellWrong(language: string, cases: WebhookCase[], taken: boolean[], say: Say): number {
  const wrong = cases.filter(({ isGood }, index) => taken[index] !== isGood)
  for (const { name, isGood } of wrong) say(`FAILED ${language}, ${name}: ${isGood ? 'refused' : 'taken'}`)
  return wrong.length
}
