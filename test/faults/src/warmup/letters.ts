import type { World } from '@coldframe/e2e'

interface Letters {
  /** How often each was sent, by its token. */
  letters: Map<string, number>
  /** The same of the answers to them. */
  answers: Map<string, number>
}

/** The token of the exchange stands at the end of the subject; an answer has it too. */
const TOKEN = /\(([2-9B-Z]{10})\)$/

/** What the mailboxes have sent, as it lies in the world, whatever the product's books say. */
export async function readLetters(world: World, addresses: string[]): Promise<Letters> {
  const letters = new Map<string, number>()
  const answers = new Map<string, number>()
  for (const address of addresses) {
    for (const { folder, subject } of await world.messages(address)) {
      const token = folder === 'sentitems' ? TOKEN.exec(subject)?.[1] : undefined
      if (token === undefined) continue
      const counts = /^re:/i.test(subject) ? answers : letters
      counts.set(token, (counts.get(token) ?? 0) + 1)
    }
  }
  return { letters, answers }
}
