/** Where Exchange Online keeps the mail of a tenant of a country (m365-dr-workload-exo). */
const localRegions: Record<string, string> = {
  AE: 'ARE',
  AU: 'AUS',
  BR: 'BRA',
  CA: 'CAN',
  CH: 'CHE',
  DE: 'DEU',
  FR: 'FRA',
  GB: 'GBR',
  IN: 'IND',
  JP: 'JPN',
  KR: 'KOR',
  LI: 'CHE',
  NO: 'NOR',
  PL: 'POL',
  QA: 'QAT',
  SE: 'SWE',
  ZA: 'ZAF',
  US: 'NAM',
  MX: 'NAM',
  CN: 'APC',
  HK: 'APC',
  SG: 'APC',
}

export const mailRegion = (country: string) => localRegions[country] ?? 'EUR'
