/** What earlier editions asked: `editions/1.yaml`, which a content folder may leave out. Nothing is counted by these files. */
import { join } from 'node:path';
import type { Instrument, Question, Scale } from '../assessment/instrument.ts';
import type { Content, FormerEdition } from './content.ts';
import type { ContentFolder } from './files/folder.ts';
import { formerSchema } from './schema.ts';

const editionsFolder = 'editions';

/** By edition. */
export function loadFormerEditions(folder: ContentFolder): Map<number, FormerEdition> {
  const found = new Map<number, FormerEdition>();
  if (!folder.has(editionsFolder)) return found;
  for (const name of folder.files(editionsFolder)) {
    const file = join(editionsFolder, name);
    const [, edition] = /^([1-9]\d*)\.yaml$/.exec(name) ?? [];
    if (!edition) {
      folder.fault(file, '', 'expected the number of an edition as its name, like 1.yaml');
      continue;
    }
    const matter = folder.yaml(file, formerSchema, 'required');
    if (!matter) continue;
    found.set(Number(edition), {
      ratings: matter.ratings,
      notApplicable: matter['not-applicable'],
      principles: new Map(Object.entries(matter.principles)),
      competencies: new Map(Object.entries(matter.competencies)),
      statements: new Map(Object.entries(matter.statements)),
    });
  }
  return found;
}

/** Returns the content in the wording of an earlier edition, without guidance, which is about the present questions. */
export function formerContent(content: Content, edition: number): Content | undefined {
  const instrument = formerInstrument(content, edition);
  return instrument && { ...content, instrument, guidance: new Map() };
}

/**
 * Returns the instrument in the wording of an earlier edition, without questions that it did not ask. What a question counts
 * towards is that of the present edition, and none is reverse. Undefined when the content does not say what it asked.
 */
function formerInstrument(
  { instrument, formerEditions }: Pick<Content, 'instrument' | 'formerEditions'>,
  edition: number,
): Instrument | undefined {
  const former = formerEditions.get(edition);
  if (!former) return undefined;
  const questions = new Map(
    instrument.questions.flatMap((question): [string, Question][] => {
      const statement = former.statements.get(question.id);
      if (statement === undefined) return [];
      return [[question.id, { ...question, statements: { me: statement, us: statement }, reverse: false }]];
    }),
  );
  const asked = <T extends Scale>(scale: T): T => ({
    ...scale,
    questions: scale.questions.flatMap(({ id }) => questions.get(id) ?? []),
  });
  const { tier, level, demand } = instrument.lenses;
  return {
    ...instrument,
    edition,
    questions: [...questions.values()],
    principles: instrument.principles.map((scale) => ({
      ...asked(scale),
      title: former.principles.get(scale.id) ?? scale.title,
    })),
    competencies: instrument.competencies.map((scale) => ({
      ...asked(scale),
      ...(former.competencies.get(scale.id) ?? {}),
    })),
    lenses: { tier: tier.map(asked), level: level.map(asked), demand: demand.map(asked) },
  };
}
