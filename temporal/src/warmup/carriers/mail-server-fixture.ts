import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { freePort, hasProgram, run, startServer } from '../../providers/program-fixture.ts'
import { dovecotSettings, postfixMain, postfixMaster } from './mail-server-settings-fixture.ts'

/** Where a mailbox's mail lands: its inbox, its junk folder, or a folder of its owner. */
export type Landing = 'INBOX' | 'Spamverdacht' | 'Kunden'

export interface MailWorld {
  smtpPort: number
  imapPort: number
  password: string
  /** A token that the server takes from this user. */
  accessToken: string
  stop(): Promise<void>
}

const password = 'p@ss'
const accessToken = 'good-token'

/** Real Postfix and Dovecot on loopback with these mailboxes, which write to each other and to nobody else; null where they cannot run. */
export async function startMailWorld(
  mailboxes: Record<string, Landing>,
  { isJunkMarked = true } = {},
): Promise<MailWorld | null> {
  // Both give up root's rights for users that they find in the system.
  const isThere = await Promise.all(['dovecot', 'postfix'].map(hasProgram))
  if (userInfo().uid !== 0 || isThere.includes(false)) return null
  const folder = await mkdtemp(path.join(tmpdir(), 'coldframe-mail-'))
  await run('chmod', ['755', folder])
  const tokens = await startTokenServer(Object.keys(mailboxes))
  const [smtpPort, imapPort] = [await freePort(), await freePort()]
  const imap = await startImap(folder, imapPort, { tokenPort: tokens.port, isJunkMarked })
  const smtp = await startSmtp(folder, smtpPort, mailboxes)
  return {
    smtpPort,
    imapPort,
    password,
    accessToken,
    async stop() {
      await Promise.all([imap.stop(), smtp.stop()])
      tokens.server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startImap(
  folder: string,
  port: number,
  { tokenPort, isJunkMarked }: { tokenPort: number; isJunkMarked: boolean },
) {
  await mkdir(path.join(folder, 'mail'))
  await run('chown', ['-R', 'nobody:nogroup', path.join(folder, 'mail')])
  const oauth2 = path.join(folder, 'oauth2.conf')
  const tokenUrl = `http://127.0.0.1:${tokenPort}/?token=`
  await writeFile(oauth2, `introspection_mode = get\nintrospection_url = ${tokenUrl}\nusername_attribute = user\n`)
  const file = path.join(folder, 'dovecot.conf')
  await writeFile(file, dovecotSettings({ folder, port, oauth2, password, isJunkMarked }))
  return startServer('dovecot', ['-F', '-c', file], port)
}

async function startSmtp(folder: string, port: number, mailboxes: Record<string, Landing>) {
  const config = path.join(folder, 'postfix')
  const [queue, data] = [path.join(folder, 'queue'), path.join(folder, 'data')]
  for (const one of [config, queue, data]) await mkdir(one)
  await run('chown', ['postfix', data])
  await writeFile(path.join(config, 'main.cf'), postfixMain({ folder, config, queue, data, mailboxes }))
  await writeFile(path.join(config, 'master.cf'), postfixMaster(port))
  await run('postfix', ['-c', config, 'check'])
  await run('postfix', ['-c', config, 'start'])
  return { stop: () => run('postfix', ['-c', config, 'stop']) }
}

/** Says whose a token is (RFC 7662, in the form that Dovecot asks for). */
async function startTokenServer(addresses: string[]): Promise<{ server: Server; port: number }> {
  const port = await freePort()
  const server = createServer((request, reply) => {
    const token = new URL(request.url ?? '', 'http://localhost').searchParams.get('token')
    const [given, user = ''] = (token ?? '').split('/')
    const isGood = given === accessToken && addresses.includes(user)
    reply.writeHead(isGood ? 200 : 401, { 'content-type': 'application/json' })
    reply.end(JSON.stringify(isGood ? { active: true, user } : { error: 'invalid_token' }))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { server, port }
}
