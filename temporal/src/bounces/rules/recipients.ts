import type { TextRule } from './rule.ts'

const TEXTS = 'texts of receiving servers'

/** About the recipient: full, disabled, unknown, gone. Full and disabled come first, since they say "recipient" too. */
export const recipients: TextRule[] = [
  {
    when: /(?:mail ?box|mail ?folder|inbox|account|user|recipient|maildir|disk|storage|box|address)\b.{0,60}\b(?:is |are |has been |would be )?(?:full|over ?quota|exceed\w{0,3}|over (?:the |its |their )?(?:quota|limit|size|storage))|(?:over|exceed\w{0,3}|out of|disk|mail(?:box)?|storage|hard)[- ](?:\w{1,12} )?quota|quota (?:exceed|violation|reached|full|has been)|overquota|exceeded storage|too much mail data|not enough (?:storage|disk)|insufficient (?:disk |storage )?space|mailbox.{0,30}size limit|mbx full|[45]\.2\.2\b|exceeded the (?:local|space) limit|bo[iî]te.{0,30}pleine|d[eé]pass\S{1,3} (?:son|le) quota|casella.{0,20}piena|quota superat|caixa.{0,30}cheia|buz[oó]n.{0,20}lleno|postfach.{0,30}voll/i,
    class: 'recipient_state',
    says: 'the mailbox is full',
    source: 'RFC 3463 section 3.3 (x.2.2), texts of receiving servers',
  },
  {
    when: /(?:mail ?box|account|user|recipient|address|mail ?drop|domain)(?:\(s\))?\b.{0,60}\b(?:disabled|suspended|inactive|deactivated|locked|frozen|dormant|on hold|not active|temporarily (?:unavailable|disabled)|blocked|expired|closed|terminated|cancell?ed|discontinued)\b|\b(?:disabled|suspended|inactive|deactivated|locked|frozen|dormant|invalid\/inactive)\b.{0,20}\b(?:mail ?box|account|user|recipient|address)|5\.7\.13\b|out of service/i,
    class: 'recipient_state',
    says: 'the mailbox is disabled or suspended',
    source: 'RFC 3463 section 3.3 (x.2.1), RFC 7505 section 5',
  },
  {
    when: /5\.1\.6\b|no longer (?:on (?:this )?server|valid|in use|active|exist|employed|available|accept|work|with)|has (?:moved|been changed|changed)|mailbox (?:has )?moved|left the (?:company|organi)|(?:mail ?box|account|user|address|recipient)\b.{0,30}\b(?:has been |was |is )(?:deleted|removed|erased)/i,
    class: 'recipient_unknown',
    says: 'the recipient is gone',
    source: 'RFC 3463 section 3.2 (x.1.6)',
  },
  {
    when: /(?:unknown|no such|invalid|illegal|nonexistent|non-existent|bad|incorrect|undeliverable|unrouteable|unroutable|not a valid|no valid)[ -](?:or (?:illegal|invalid|unknown) )?(?:local[- ]?part|final delivery|local|virtual|e-?mail|mail|rcpt|destination|forward-path|to)?[ -]?(?:user ?id|user|recipient|address|mail ?box|account|alias|person|customer|name|id\b|rcpt)/i,
    class: 'recipient_unknown',
    says: 'no such recipient',
    source: TEXTS,
  },
  {
    when: /(?:user|recipient|mail ?box|address|account|alias|rcpt|person|addressee|customer)(?:\(?e?s\)?)?(?: \S{1,120}| \([^)]{1,80}\))?(?: address)?(?:,? ?[:-]? ?)(?: ?(?:is|was|are|could|can|has been|does|do|did))?(?:n'?t| ?not)? ?(?:not |be |been )?(?:unknown|invalid|found|exist|known|listed|recogni[sz]ed|nonexistent|valid|located|have (?:a|an)\b|registered|defined|undeliverable|no longer)/i,
    class: 'recipient_unknown',
    says: 'no such recipient',
    source: TEXTS,
  },
  {
    when: /not (?:our (?:customer|user)|listed in|a (?:known|local|valid) (?:user|recipient|mailbox|address))|(?:isn't|is not|aren't) in my (?:control file|validrcptto|list of (?:users|recipients))|no mailbox here|(?:cannot|can't|could not|couldn't|unable to|not able to) (?:find|locate|recogni[sz]e) .{0,30}(?:address|user|recipient|mailbox|account)|(?:user|recipient|person|account)\b.{0,40} (?:is not|isn't) (?:here|at this|on this)\b|doesn'?t have an? \S{1,60} account|(?:no|zero) valid recipients|no account by that name|dest(?:inataire|inatario).{0,30}(?:inv[aá]lid|inconnu|desconocid|no exist)|empf[aä]nger.{0,30}(?:unbekannt|ung[uü]ltig|nicht)|usu[aá]rio.{0,30}(?:desconhecid|inexist|inv[aá]lid|desconocid)|adresse.{0,40}(?:invalide|inconnue|unbekannt)|存在しません|unknown in (?:virtual|local|relay)/i,
    class: 'recipient_unknown',
    says: 'no such recipient',
    source: TEXTS,
  },
  {
    when: /(?:empf[aä]nger|benutzer|adressat|postfach).{0,40}(?:unbekannt|existiert nicht|nicht (?:gefunden|vorhanden|bekannt))|unbekannte[rs]? (?:empf|benutzer|adress)|(?:destinataire|utilisateur|adresse|bo[iî]te).{0,40}(?:inconnue?|inexistante?|introuvable|n'existe)|(?:destinatari[oa]|utente|indirizzo|casella|usu[aá]ri[oa]|direcci[oó]n|buz[oó]n|cuenta|conta|caixa)\b.{0,40}(?:inesistente|inexistente|sconosciut|desconocid|desconhecid|non (?:esiste|trovat|valid)|no existe|n[aã]o existe|no v[aá]lid|n[aã]o encontrad)|(?:gebruiker|geadresseerde|ontvanger).{0,30}(?:onbekend|bestaat niet)|onbekende (?:gebruiker|ontvanger)|nieznan\S{1,4} (?:u[zż]ytkownik|odbiorc|adres)|nie ma takiego (?:u[zż]ytkownika|adresu)|пользовател\S{1,3} не (?:найден|существует)|нет такого (?:пользователя|адреса|ящика)|(?:用户|收件人|邮箱)(?:不存在|未找到|无效)|(?:非法|无效)(?:用户|收件人|邮箱)|查无此(?:人|用户)|(?:ユーザ|宛先|アドレス|受信者).{0,20}(?:見つかりません|存在しない|不明)/i,
    class: 'recipient_unknown',
    says: 'no such recipient, in another language',
    source: TEXTS,
  },
  {
    when: /^5\d\d (?:5\.[01]\.\d )?(?:<> ?)?(?:address )?rejected\.?$|recipient address rejected\.?$|recipient address rejected\. ?\(|rcpt(?: to)? (?:not accepted|rejected)$|address rejected by (?:the )?remote/i,
    class: 'recipient_unknown',
    says: 'the address is refused without a reason',
    source: 'https://www.postfix.org/ADDRESS_VERIFICATION_README.html',
  },
]

/** The host of the recipient does not exist, or takes no mail: as permanent as an unknown user, unless told as temporary. */
export const hosts: TextRule[] = [
  {
    when: /(?:host|domain)(?: name)?(?: or domain name)?(?: \S{1,120})?,? ?(?:is |was |could |does |name )?(?:n'?t |not )?(?:be )?(?:unknown|not found|found|exist|not exist|invalid|not reachable|unresolvable|lookup failed|could not be found)\b|(?:unknown|no such|invalid|bad|illegal|nonexistent|unrouteable|unroutable)[ -](?:mail |destination |remote )?(?:host|domain|hostname)|can(?:not|'t)(?: possibly)? (?:find|resolve) (?:your |the |any )?(?:host|domain)|couldn'?t find (?:any|a) (?:host|mail exchanger)|nxdomain|name or service not known|lookup of \S{1,253} (?:responded with code|had no relevant answers)|domain \S{0,253} ?(?:could not|couldn'?t) be found|5\.1\.2\b/i,
    class: 'recipient_unknown',
    isAboutHost: true,
    says: "the recipient's domain does not exist",
    source: 'RFC 3463 section 3.2 (x.1.2)',
  },
  {
    when: /null ?mx|indicated no smtp service|no mx(?: record)?s? (?:found|for|exist)|mx records? (?:point|not)|no (?:a |mx |dns )?records? found|does(?:n'?t| not) (?:accept|receive) (?:any )?(?:e-?)?mail|accepts no (?:e-?)?mail|(?:domain|host)(?: \S{1,120})? (?:is )?not (?:hosted|handled|served|local) (?:here|on this|by this)|(?:does not|doesn't) host|no mail (?:server|host|exchanger) (?:for|found)|5\.4\.4\b|invalid domain/i,
    class: 'recipient_unknown',
    isAboutHost: true,
    says: "the recipient's domain takes no mail",
    source: 'RFC 7505, RFC 3463 section 3.5 (x.4.4)',
  },
]
