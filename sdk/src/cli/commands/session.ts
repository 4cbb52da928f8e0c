import { createColdframe } from '../../client.ts'
import { PermissionDeniedError } from '../../errors.ts'
import { type Command, text, WrongUsage } from '../command.ts'

const DEFAULT_BASE_URL = 'http://127.0.0.1:3000'

export const sessionCommands: Command[] = [
  {
    name: 'login',
    takes: '',
    summary: 'Keep a key, which is asked for or read from standard input',
    argCount: 0,
    options: { 'base-url': { type: 'string', help: 'where the API is' } },
    async run({ terminal, credentials, values, output }) {
      const { COLDFRAME_BASE_URL } = terminal.environment
      const baseUrl = text(values['base-url']) ?? COLDFRAME_BASE_URL ?? credentials.read().baseUrl ?? DEFAULT_BASE_URL
      const apiKey = await terminal.readSecret('API key: ')
      if (!/^cf_(test|live)_/.test(apiKey)) throw new WrongUsage('A key begins with cf_test_ or cf_live_')
      await isAccepted(apiKey, baseUrl)
      credentials.keep({ apiKey, baseUrl })
      output.note(`Kept in ${credentials.file}`)
    },
  },
  {
    name: 'logout',
    takes: '',
    summary: 'Forget the key that was kept',
    argCount: 0,
    async run({ credentials, output }) {
      credentials.forget()
      output.note('Forgotten. The key itself works on: revoke it where you made it.')
    },
  },
]

/** A key that may not read domains is a key all the same. */
async function isAccepted(apiKey: string, baseUrl: string): Promise<void> {
  await createColdframe({ apiKey, baseUrl })
    .domains.list({ limit: 1 })
    .catch((error) => {
      if (!(error instanceof PermissionDeniedError)) throw error
    })
}
