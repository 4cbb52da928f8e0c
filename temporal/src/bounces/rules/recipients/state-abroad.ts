import { anyOf } from '../any-of.ts'
import type { TextRule } from '../rule.ts'

const full = anyOf(
  /bo[iî]te.{0,30}pleine/,
  /d[eé]pass\S{1,3} (?:son|le) quota/,
  /casella.{0,20}piena/,
  /quota superat/,
  /caixa.{0,30}cheia/,
  /buz[oó]n.{0,20}lleno/,
  /(?:postfach|mailbox).{0,30}\bvoll\b/,
  /zuviele mails|speicher(?:platz|volumen)/,
  /limiet bereikt/,
  /skrzynka.{0,30}(?:pe[lł]na|przepe[lł]niona)/,
  /(?:ящик|почтовый).{0,30}(?:переполнен|заполнен)/,
  /(?:邮箱|信箱).{0,10}(?:已满|空间不足)/,
  /メールボックス.{0,20}(?:いっぱい|容量)/,
)

const disabled = anyOf(
  /(?:konto|postfach|benutzer).{0,30}(?:gesperrt|deaktiviert)/,
  /(?:compte|bo[iî]te|adresse).{0,40}(?:bloqu[eé]|d[eé]sactiv[eé]|suspendu)/,
  /(?:usu[aá]ri[oa]|cuenta|conta|casilla|buz[oó]n).{0,40}(?:inativ|inactiv|bloquead|suspendid|suspens|expirad)/,
  /(?:indirizzo|casella|utente).{0,40}(?:bloccat|disattivat|disabilitat|sospes)/,
  /konto.{0,40}(?:zablokowan|nieaktywn)/,
)

/** Of an address that is there, in other languages than English. */
export const statesAbroad: TextRule[] = [
  {
    when: full,
    class: 'recipient_state',
    says: 'the mailbox is full, in another language',
    source: 'texts of receiving servers',
  },
  {
    when: disabled,
    class: 'recipient_state',
    says: 'the mailbox is disabled or suspended, in another language',
    source: 'texts of receiving servers',
  },
]
