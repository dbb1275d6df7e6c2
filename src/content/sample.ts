/** Loads the made-up person for /sample, which is optional. */
import type { Answer } from '../assessment/answers.ts';
import type { LevelOfBusiness, Sample } from './content.ts';
import type { ContentFolder } from './files/folder.ts';
import { questionFile } from './references.ts';
import { sampleSchema } from './schema.ts';

const sampleFile = 'sample.yaml';

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
  return { ...sample, date: new Date(sample.date), answers };
}
