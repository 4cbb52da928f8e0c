import { figure, type Run } from '@coldframe/bench'
import { readBounce } from '@coldframe/temporal/bounces'
import { judge, type Verdict } from '../bounces/judge.ts'
import { createRandom, mutate } from '../bounces/mutate.ts'
import { type LabelledMail, readCorpus } from '../bounces/read-corpus.ts'
import { findDataFolder } from '../data-folder.ts'

const MUTANTS_PER_MAIL = 5

/** Bounces, complaints and replies, by sisimai's labelled corpus. */
export const bounces: Run = async ({ args, say }) => {
  const { folder, exists } = findDataFolder(args, 'bounces')
  if (!exists) {
    say(`skipped: there is no ${folder}; name another folder of the same form with --data`)
    return { name: 'bounces', figures: [], passed: 0, failed: 0 }
  }
  const mails = readCorpus(folder)
  const verdicts = mails.map(judge)
  for (const verdict of verdicts.filter((one) => !hasPassed(one)))
    console.log(`FAILED ${verdict.name}: ${verdict.told}`)
  say(`${mails.length} mails read; now ${mails.length * MUTANTS_PER_MAIL} damaged ones`)
  const passed = verdicts.filter(hasPassed).length
  return {
    name: 'bounces',
    figures: [...figuresOf(verdicts), figure('slowest_damaged_mail', slowestMutantMs(mails), 'ms', { atMost: 1_000 })],
    passed,
    failed: verdicts.length - passed,
  }
}

const hasPassed = ({ isKindRight, areRecipientsRight, permanence, isAlike }: Verdict) =>
  isKindRight && areRecipientsRight !== false && permanence.every(Boolean) && isAlike

function figuresOf(verdicts: Verdict[]) {
  const recipients = verdicts.flatMap(({ areRecipientsRight }) => areRecipientsRight ?? [])
  return [
    figure('mails', verdicts.length, 'mails'),
    figure('bounce_or_not', share(verdicts.map(({ isKindRight }) => isKindRight)), '%', { atLeast: 100 }),
    figure('recipients', share(recipients), '%', { atLeast: 98 }),
    figure('hard_or_soft', share(verdicts.flatMap(({ permanence }) => permanence)), '%', { atLeast: 95 }),
    figure('statuses', share(verdicts.flatMap(({ statuses }) => statuses)), '%'),
    figure('alike_with_lf_and_crlf', share(verdicts.map(({ isAlike }) => isAlike)), '%', { atLeast: 100 }),
  ]
}

const share = (answers: boolean[]) => (100 * answers.filter(Boolean).length) / Math.max(1, answers.length)

/** Also fails the suite when reading one throws, since then nothing is measured. */
function slowestMutantMs(mails: LabelledMail[]): number {
  const random = createRandom(1)
  const mutants = mails.flatMap(({ bytes }) => Array.from({ length: MUTANTS_PER_MAIL }, () => mutate(bytes, random)))
  return Math.max(0, ...mutants.map(readMs))
}

function readMs(bytes: Buffer): number {
  const start = performance.now()
  readBounce(bytes)
  return performance.now() - start
}
