import { createHash, randomBytes } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const KEY_BYTES = 32
/** 62^43 is just above 2^256. */
const KEY_LENGTH = 43
const SHOWN_LENGTH = 'cf_test_'.length + 4

const pattern = new RegExp(`^cf_(test|live)_[${ALPHABET}]{${KEY_LENGTH}}$`)

function base62(bytes: Buffer): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  for (let i = 0; i < KEY_LENGTH; i++) {
    text = `${ALPHABET[Number(rest % 62n)]}${text}`
    rest /= 62n
  }
  return text
}

export interface NewKey {
  /** The key itself: shown once, never kept. */
  key: string
  prefix: string
  hash: Buffer
}

/** 256 random bits behind a prefix that tells the mode and that secret scanners find. */
export function makeKey(livemode: boolean): NewKey {
  const key = `cf_${livemode ? 'live' : 'test'}_${base62(randomBytes(KEY_BYTES))}`
  return { key, prefix: key.slice(0, SHOWN_LENGTH), hash: hashKey(key) }
}

export const isKey = (text: string) => pattern.test(text)

export const hashKey = (key: string) => createHash('sha256').update(key).digest()
