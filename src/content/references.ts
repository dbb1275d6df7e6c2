/** Checks references between files: the order names each question once, and questions name competencies and lens entries that exist. */
import { join } from 'node:path';
import { type LensName, lensNames, type Question } from '../assessment/instrument.ts';
import type { Guidance } from './content.ts';
import type { ContentFolder } from './files/folder.ts';

export const frameworkFile = 'framework.yaml';

export function questionFile(id: string): string {
  return join('principles', id.split('.')[0] ?? '', `${id}.md`);
}

/** Returns the questions in the recommended order. */
export function inOrder(
  folder: ContentFolder,
  order: readonly string[],
  questions: ReadonlyMap<string, Question>,
): Question[] {
  const fault = (message: string) => folder.fault(frameworkFile, 'order', message);
  const seen = new Set<string>();
  for (const id of order) {
    if (seen.has(id)) fault(`expected each question once; "${id}" comes twice`);
    if (!questions.has(id) && !folder.has(questionFile(id)))
      fault(`"${id}" has no file; expected ${questionFile(id)}`);
    seen.add(id);
  }
  for (const id of questions.keys()) if (!seen.has(id)) fault(`expected every question; "${id}" is missing`);
  const ordered = [...seen].flatMap((id) => questions.get(id) ?? []);
  if (!ordered.some(({ key }) => key))
    fault('expected at least one question with "key: true"; the report opens after those');
  return ordered;
}

/** Checks that the questions under "Related" exist. */
export function checkRelated(
  folder: ContentFolder,
  questions: ReadonlyMap<string, Question>,
  guidance: ReadonlyMap<string, Guidance>,
): void {
  for (const [id, { related }] of guidance)
    for (const other of related)
      if (other.id === id || !questions.has(other.id))
        folder.fault(
          questionFile(id),
          'Related',
          `expected another question of the instrument; got: "${other.id}"`,
        );
}

interface KnownIds {
  readonly competencies: readonly string[];
  readonly lenses: Readonly<Record<LensName, readonly string[]>>;
}

/** Checks that each question's competency and lens entries exist, and that no two questions have the same place. */
export function checkReferences(
  folder: ContentFolder,
  questions: readonly Question[],
  { competencies, lenses }: KnownIds,
): void {
  const places = new Map<string, string>();
  const unknown = (file: string, field: string, known: readonly string[], value: string) =>
    folder.fault(file, field, `expected one of ${known.join(', ')}; got: "${value}"`);
  for (const question of questions) {
    const file = questionFile(question.id);
    for (const lens of lensNames) {
      const value = question[lens];
      if (value !== undefined && !lenses[lens].includes(value)) unknown(file, lens, lenses[lens], value);
    }
    const { competency } = question;
    if (!competency) continue;
    if (!competencies.includes(competency.id)) unknown(file, 'competency', competencies, competency.id);
    const place = `${competency.id}-${competency.place}`;
    const taken = places.get(place);
    if (taken)
      folder.fault(file, 'competency', `expected a place of its own; ${place} belongs to "${taken}" already`);
    places.set(place, question.id);
  }
}
