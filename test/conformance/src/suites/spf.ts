import { figure, type Run, type Say } from '@coldframe/bench'
import { spf as checkSpf } from 'mailauth'
import { findDataFolder } from '../data-folder.ts'
import { readSpfSuite, type SpfCase, type SpfSection } from '../spf/read-suite.ts'
import { createZoneResolver } from '../spf/zone-resolver.ts'

/** Name of the receiving host, for macros. */
const RECEIVER = 'receiver.example'

interface Verdict {
  isResultRight: boolean
  /** Null where the suite asks for none. */
  isExplanationRight: boolean | null
  told: string
}

/** RFC 7208, by the openspf suite, with the evaluator and the settings by which the product judges. */
export const spf: Run = async ({ args, say }) => {
  const { folder, exists } = findDataFolder(args, 'spf')
  if (!exists) {
    say(`skipped: there is no ${folder}; name another folder of the same form with --data`)
    return { name: 'spf', figures: [], passed: 0, failed: 0 }
  }
  const verdicts: Verdict[] = []
  for (const section of readSpfSuite(folder)) verdicts.push(...(await judgeSection(section, say)))
  const count = (test: (verdict: Verdict) => boolean) => verdicts.filter(test).length
  const passed = count(hasPassed)
  return {
    name: 'spf',
    figures: [
      figure('cases', verdicts.length, 'cases'),
      figure(
        'results_right',
        count(({ isResultRight }) => isResultRight),
        'cases',
      ),
      figure(
        'explanations',
        count(({ isExplanationRight }) => isExplanationRight !== null),
        'cases',
      ),
      figure(
        'explanations_right',
        count(({ isExplanationRight }) => isExplanationRight === true),
        'cases',
      ),
    ],
    passed,
    failed: verdicts.length - passed,
  }
}

const hasPassed = ({ isResultRight, isExplanationRight }: Verdict) => isResultRight && isExplanationRight !== false

async function judgeSection({ file, description, tests, zonedata }: SpfSection, say: Say): Promise<Verdict[]> {
  const resolver = createZoneResolver(zonedata)
  const verdicts: Verdict[] = []
  for (const [name, one] of Object.entries(tests)) {
    const verdict = await judgeCase(one, resolver)
    if (!hasPassed(verdict)) console.log(`FAILED ${name} (${description}): ${verdict.told}`)
    verdicts.push(verdict)
  }
  say(`${file}, ${description}: ${verdicts.filter(hasPassed).length} of ${verdicts.length}`)
  return verdicts
}

async function judgeCase(one: SpfCase, resolver: ReturnType<typeof createZoneResolver>): Promise<Verdict> {
  const answer = await checkSpf({
    ip: one.host,
    helo: one.helo,
    sender: one.mailfrom,
    mta: RECEIVER,
    resolver,
    strict: true,
  })
  const { result } = answer.status
  // The default explanation is ours to word; mailauth gives none then.
  const explanation = answer.explanation ?? 'DEFAULT'
  const isResultRight = one.result.includes(result)
  const isExplanationRight = one.explanation === undefined ? null : one.explanation === explanation
  const wanted = `${one.result.join(' or ')}${one.explanation === undefined ? '' : ` "${one.explanation}"`}`
  return { isResultRight, isExplanationRight, told: `${result} "${explanation}" instead of ${wanted}` }
}
