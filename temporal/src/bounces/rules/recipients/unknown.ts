import { anyOf, saidOf } from '../any-of.ts'
import type { TextRule } from '../rule.ts'

const gone = anyOf(
  /5\.1\.6\b/,
  /no longer (?:on (?:this )?server|valid|in use|active|exist|employed|available|accept|work|with)/,
  /has (?:moved|been changed|changed)/,
  /mailbox (?:has )?moved/,
  /left the (?:company|organi)/,
  saidOf(
    ['mail ?box', 'account', 'user', 'address', 'recipient'],
    ['(?:has been |was |is )(?:deleted|removed|erased)'],
    30,
  ),
)

/** "Unknown user", "no such mailbox", "BAD_RECIPIENT". */
const unknownBefore = new RegExp(
  [
    '(?:unknown|no such|invalid|illegal|nonexistent|non-existent|bad|incorrect|undeliverable|unrouteable|unroutable|not a valid|no valid)[ -]',
    '(?:or (?:illegal|invalid|unknown) )?',
    '(?:local[- ]?part|final delivery|local|virtual|e-?mail|mail|rcpt|destination|forward-path|to)?[ -]?',
    String.raw`(?:user ?id|user|recipient|address|mail ?box|account|alias|person|customer|name|id\b|rcpt)`,
  ].join(''),
)

/** "User unknown", "recipient <a@example.com> could not be found", "address does not exist". */
const unknownBehind = new RegExp(
  [
    String.raw`(?:user|recipient|mail ?box|address|account|alias|rcpt|person|addressee|customer)(?:\(?e?s\)?)?`,
    String.raw`(?: \S{1,120}| \([^)]{1,80}\))?(?: address)?(?:,? ?[:-]? ?)`,
    "(?: ?(?:is|was|are|could|can|has been|does|do|did))?(?:n'?t| ?not)? ?(?:not |be |been )?",
    String.raw`(?:unknown|invalid|found|exist|known|listed|recogni[sz]ed|nonexistent|valid|located|have (?:a|an)\b|registered|defined|undeliverable|no longer)`,
  ].join(''),
)

const unknownElsehow = anyOf(
  /not our (?:customer|user)/,
  /not listed in/,
  /not (?:a|an) (?:known|local|valid|active|existing) (?:user|recipient|mailbox|address|account)/,
  /not known at this/,
  /(?:isn't|is not|aren't) in my (?:control file|validrcptto|list of (?:users|recipients))/,
  /no mail ?box\b(?! name)/,
  /no such (?:e-?mail|mail ?drop|local)/,
  /no ?(?:one|body|user|account|recipient|person) (?:at|by|with|of) (?:that|this|the) (?:e-?mail )?(?:name|address)/,
  /not found in (?:the )?(?:ldap|directory|our)/,
  /bad ?(?:rcpt|recipient) ?to\b/,
  /\b55[0-4][ -](?:5\.[01]\.\d{1,2} )?(?:<> ?)?(?:requested action not taken: )?(?:the )?mail ?box (?:is )?(?:unavailable|not available)\b/,
  /(?:no|zero) valid recipients/,
  /doesn'?t have an? \S{1,60} account/,
  /(?:cannot|can't|could not|couldn't|unable to|not able to) (?:find|locate|recogni[sz]e) .{0,30}(?:address|user|recipient|mailbox|account)/,
  /(?:user|recipient|person|account)\b.{0,40} (?:is not|isn't) (?:here|at this|on this)\b/,
  /did not match (?:exactly )?an?\b.{0,30}address/,
  /address is wrong/,
  /missing home directory/,
  /unknown in (?:virtual|local|relay)/,
)

const unknownInOtherLanguages = anyOf(
  /(?:empf[aä]nger|benutzer|adressat|postfach).{0,40}(?:unbekannt|existiert nicht|ung[uü]ltig|nicht (?:gefunden|vorhanden|bekannt|gueltig|gültig))/,
  /empf[aä]nger.{0,30}nicht/,
  /unbekannte[rs]? (?:empf|benutzer|adress)/,
  /(?:destinataire|utilisateur|adresse|bo[iî]te).{0,40}(?:inconnue?|inexistante?|introuvable|invalide|unbekannt|n'existe)/,
  /(?:destinatari[oa]|utente|indirizzo|casella|usu[aá]ri[oa]|direcci[oó]n|buz[oó]n|cuenta|conta|caixa)\b.{0,40}(?:inesistente|inexist|inv[aá]lid|sconosciut|desconocid|desconhecid|non (?:esiste|trovat|valid)|no exist|n[aã]o existe|no v[aá]lid|n[aã]o encontrad)/,
  /destin(?:atario|\.) (?:sconosciuto|errato)/,
  /utilizador.{0,40}n[aã]o existe/,
  /nessun utente|no existe (?:dicha|ese|esa) (?:persona|usuario|cuenta)/,
  /(?:gebruiker|geadresseerde|ontvanger).{0,30}(?:onbekend|bestaat niet)/,
  /onbekende (?:gebruiker|ontvanger)/,
  /nieznan\S{1,4} (?:u[zż]ytkownik|odbiorc|adres)/,
  /nie ma takiego (?:u[zż]ytkownika|adresu|konta)/,
  /(?:odbiorca|u[zż]ytkownik|konto|adres).{0,60}nie istnieje/,
  /(?:mottagare|mottaker|modtager|anv[aä]ndare|bruker)\S{0,2} .{0,40}(?:ok[aä]nd|finn(?:s|es) (?:inte|ikke)|ukendt|ukjent)/,
  /(?:ok[aä]nd|ukendt|ukjent) (?:mottagare|mottaker|modtager|anv[aä]ndare|bruker)/,
  /tuntematon (?:vastaanottaja|k[aä]ytt[aä]j[aä])/,
  /ismeretlen (?:felhaszn[aá]l[oó]|c[ií]mzett)/,
  /nezn[aá]m[yý] (?:u[zž][ií]vate[lľ]|p[rř][ií]jemc)/,
  /kullan[iı]c[iı].{0,20}(?:bulunamad|yok|mevcut de)/,
  /(?:utilizator|destinatar).{0,20}(?:necunoscut|inexistent|nu exist)/,
  /пользовател\S{1,3} не (?:найден|существует)/,
  /нет такого (?:пользователя|адреса|ящика)/,
  /(?:用户|收件人|邮箱)(?:不存在|未找到|无效)/,
  /(?:非法|无效)(?:用户|收件人|邮箱)/,
  /查无此(?:人|用户)/,
  /(?:ユーザ|宛先|アドレス|受信者).{0,20}(?:見つかりません|存在しない|不明)/,
  /存在しません/,
  /(?:수신자|사용자|계정).{0,20}(?:없|존재하지)/,
)

const refusedWithoutReason = anyOf(
  /^5\d\d (?:5\.[01]\.\d )?(?:<> ?)?(?:address |recipient )?rejected\.?$/,
  /recipient address rejected\.?$/,
  /recipient address rejected\. ?\(/,
  /rcpt(?: to)? (?:not accepted|rejected)$/,
  /address rejected by (?:the )?remote/,
)

const TEXTS = 'texts of receiving servers'

/** Of an address that is not there. */
export const unknowns: TextRule[] = [
  {
    when: gone,
    class: 'recipient_unknown',
    says: 'the recipient is gone',
    source: 'RFC 3463 section 3.2 (x.1.6)',
  },
  {
    when: anyOf(unknownBefore, unknownBehind, unknownElsehow),
    class: 'recipient_unknown',
    says: 'no such recipient',
    source: TEXTS,
  },
  {
    when: unknownInOtherLanguages,
    class: 'recipient_unknown',
    says: 'no such recipient, in another language',
    source: TEXTS,
  },
  {
    when: refusedWithoutReason,
    class: 'recipient_unknown',
    says: 'the address is refused without a reason',
    source: 'https://www.postfix.org/ADDRESS_VERIFICATION_README.html',
  },
]
