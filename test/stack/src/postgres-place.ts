import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chownSync, cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { PostgresBinaries } from './postgres-binaries.ts'

export type User = { uid: number; gid: number }
export type PostgresPlace = { folder: string; binaries: PostgresBinaries; user?: User; isMoved: boolean }

const idOf = (flag: '-u' | '-g', name: string) => Number.parseInt(spawnSync('id', [flag, name]).stdout.toString(), 10)

/** Postgres refuses to run as root, so root lends it another user. */
export function postgresUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [idOf('-u', name), idOf('-g', name)]
    if (Number.isInteger(uid) && Number.isInteger(gid)) return { uid, gid }
  }
  throw new Error('Postgres refuses to run as root, and this machine has no user "postgres" or "nobody" to lend it.')
}

function canPass(folder: string, { uid, gid }: User): boolean {
  const { mode, uid: owner, gid: group } = statSync(folder)
  if (owner === uid) return (mode & 0o100) !== 0
  return (mode & (group === gid ? 0o010 : 0o001)) !== 0
}

/** Whether a user may walk down to what this folder holds; a folder that is not there yet is judged by its parent. */
export function canReach(folder: string, user: User): boolean {
  if (existsSync(folder) && !canPass(folder, user)) return false
  const parent = path.dirname(folder)
  return parent === folder || canReach(parent, user)
}

const nameFor = (folder: string) => `coldframe-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`

/** Where Postgres of a data folder lives when its user cannot walk down to that folder. */
export function movedFolder(dataDirectory: string, user: User): string {
  const shared = [os.tmpdir(), '/tmp', '/var/tmp'].find((folder) => existsSync(folder) && canReach(folder, user))
  if (!shared) throw new Error(`No folder for temporary files can be reached by user ${user.uid}; set TMPDIR to one.`)
  return path.join(shared, nameFor(path.resolve(dataDirectory)))
}

/** A shared folder holds what others made, too: a link or a folder of somebody else is not ours to use. */
function ownFolder(folder: string, user: User) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { uid } = lstatSync(folder)
  if (!lstatSync(folder).isDirectory() || (uid !== user.uid && uid !== 0)) {
    throw new Error(`${folder} belongs to somebody else; remove it, or set TMPDIR to another folder.`)
  }
  chownSync(folder, user.uid, user.gid)
}

function copyBinaries(from: PostgresBinaries, folder: string, user: User): PostgresBinaries {
  const root = path.dirname(path.dirname(from.postgres))
  const copy = path.join(folder, `binaries-${from.version}`)
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`
    cpSync(root, draft, { recursive: true, verbatimSymlinks: true })
    chownSync(draft, user.uid, user.gid)
    if (existsSync(copy)) rmSync(draft, { recursive: true })
    else renameSync(draft, copy)
  }
  const within = (file: string) => path.join(copy, path.relative(root, file))
  return { version: from.version, initdb: within(from.initdb), postgres: within(from.postgres) }
}

/** A cluster that was begun elsewhere stays there when its folder can be reached later on. */
const livesElsewhere = (inside: string, moved: string) =>
  existsSync(path.join(moved, 'data')) && !existsSync(path.join(inside, 'data'))

/** The folder of the cluster and the binaries that its user can run. */
export function preparePlace(dataDirectory: string, binaries: PostgresBinaries): PostgresPlace {
  const user = postgresUser()
  const inside = path.join(dataDirectory, 'postgres')
  if (!user) {
    mkdirSync(inside, { recursive: true, mode: 0o700 })
    return { folder: inside, binaries, isMoved: false }
  }
  const isMoved =
    !canReach(path.resolve(dataDirectory), user) || livesElsewhere(inside, movedFolder(dataDirectory, user))
  const folder = isMoved ? movedFolder(dataDirectory, user) : inside
  ownFolder(folder, user)
  if (canReach(path.dirname(binaries.postgres), user)) return { folder, binaries, user, isMoved }
  const home = isMoved ? folder : movedFolder(dataDirectory, user)
  ownFolder(home, user)
  return { folder, binaries: copyBinaries(binaries, home, user), user, isMoved }
}

/** Removes the cluster of a data folder, wherever it lives. */
export function removePlace(dataDirectory: string): void {
  const user = postgresUser()
  if (user) rmSync(movedFolder(dataDirectory, user), { recursive: true, force: true })
  rmSync(path.join(dataDirectory, 'postgres'), { recursive: true, force: true })
}
