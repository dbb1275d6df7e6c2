/** Loads the made-up person for /sample, which is optional. */
import type { z } from 'zod';
import type { Answer } from '../assessment/answers.ts';
import { dayOfText } from '../assessment/days.ts';
import { blankMoment, emptyMoments, type Moments } from '../assessment/moments.ts';
import { emptyPlan, type Plan } from '../assessment/plan.ts';
import type { LevelOfBusiness, Sample } from './content.ts';
import type { ContentFolder } from './files/folder.ts';
import { questionFile } from './references.ts';
import { sampleSchema } from './sample-schema.ts';

const sampleFile = 'sample.yaml';
type SampleFile = z.output<typeof sampleSchema>;

/** @param levels undefined when the framework has a fault; the sample's level is not checked then */
export function loadSample(
  folder: ContentFolder,
  levels: readonly LevelOfBusiness[] | undefined,
): Sample | undefined {
  const sample = folder.yaml(sampleFile, sampleSchema, 'optional');
  if (!sample) return undefined;
  const answers = new Map<string, Answer>();
  for (const [id, [me, us]] of Object.entries(sample.answers)) {
    if (!folder.has(questionFile(id)))
      folder.fault(sampleFile, `answers.${id}`, 'expected the id of a question');
    answers.set(id, { me, us });
  }
  const ids = levels?.map(({ id }) => id);
  if (ids && !ids.includes(sample.level))
    folder.fault(sampleFile, 'level', `expected one of ${ids.join(', ')}; got: "${sample.level}"`);
  for (const [i, { question }] of (sample.contract?.goals ?? []).entries())
    if (!folder.has(questionFile(question)))
      folder.fault(sampleFile, `contract.goals.${i}.question`, 'expected the id of a question');
  const { name, group, level, date, story } = sample;
  return {
    name,
    group,
    level,
    story,
    date: dayOfText(date),
    answers,
    plan: planOf(sample),
    moments: momentsOf(sample),
  };
}

function planOf({ contract }: SampleFile): Plan {
  if (!contract) return emptyPlan;
  const { goals, less, record, support, momentum } = contract;
  return {
    ...emptyPlan,
    goals,
    less,
    record,
    support,
    momentum,
    rewardOnTheWay: contract['reward-on-the-way'],
    rewardAtEnd: contract['reward-at-end'],
    signedBy: contract['signed-by'],
    signedOn: contract['signed-on'],
    retakeOn: contract['retake-on'],
  };
}

function momentsOf({ moments }: SampleFile): Moments {
  // A sample may lack texts that came later.
  const rows = moments?.moments.map((moment) => ({ ...blankMoment, ...moment })) ?? [];
  return { ...emptyMoments, ...moments, moments: rows };
}
