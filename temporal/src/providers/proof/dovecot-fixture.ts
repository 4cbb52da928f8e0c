import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { freePort, hasProgram, run, startServer } from '../program-fixture.ts'

export interface Dovecot {
  port: number
  /** Puts a message into INBOX, or into the folder for junk. */
  deliver(raw: Buffer, folder?: 'INBOX' | 'Junk'): Promise<void>
  stop(): Promise<void>
}

/** A real Dovecot on loopback with one mailbox, `proof` with the password `p@ss`; null where it cannot run. */
export async function startDovecot(): Promise<Dovecot | null> {
  // Dovecot gives up root's rights for users that it finds in the system.
  if (userInfo().uid !== 0 || !(await hasProgram('dovecot'))) return null
  const folder = await mkdtemp(path.join(tmpdir(), 'coldframe-dovecot-'))
  await mkdir(path.join(folder, 'mail'))
  await open(folder)
  const port = await freePort()
  const file = path.join(folder, 'dovecot.conf')
  await writeFile(file, settings(folder, port))
  const server = await startServer('dovecot', ['-F', '-c', file], port)
  let count = 0
  return {
    port,
    async deliver(raw, mailbox = 'INBOX') {
      const inside = path.join(folder, 'mail', mailbox === 'INBOX' ? '' : '.Junk')
      for (const part of ['new', 'cur', 'tmp']) await mkdir(path.join(inside, part), { recursive: true })
      count += 1
      await writeFile(path.join(inside, 'new', `${1_772_000_000 + count}.M${count}.test`), raw)
      await open(path.join(folder, 'mail'))
    },
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Dovecot's mail process is another user. */
async function open(folder: string): Promise<void> {
  await run('chmod', ['-R', 'a+rwX', folder])
}

function settings(folder: string, port: number): string {
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${folder}/mail
mail_uid = nobody
mail_gid = nogroup
first_valid_uid = 1
first_valid_gid = 1
passdb {
  driver = static
  args = password={PLAIN}p@ss
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${folder}
}
namespace inbox {
  inbox = yes
  mailbox Junk {
    auto = create
    special_use = \\Junk
  }
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`
}
