/** Loads the principles and questions of a content folder. */
import { join } from 'node:path';
import type { z } from 'zod';
import type { Question } from '../assessment/instrument.ts';
import type { Guidance, PrincipleText } from './content.ts';
import type { ContentFolder } from './files/folder.ts';
import { guidanceFrom } from './files/guidance.ts';
import { principleSchema, questionSchema } from './schema.ts';

const principleFile = 'principle.md';

/** By id, in the order of their numbers. */
export function loadPrinciples(folder: ContentFolder): Map<string, PrincipleText & { title: string }> {
  const found = folder.folders('principles').flatMap((name) => {
    const document = folder.document(join('principles', name, principleFile));
    const principle = document && folder.checked(principleSchema, document.frontMatter, document.file);
    if (!principle) return [];
    if (String(principle.id) !== name)
      folder.fault(document.file, 'id', `expected ${name}, the name of its folder; got: ${principle.id}`);
    return [{ ...principle, introduction: document.lead }];
  });
  found.sort((a, b) => a.id - b.id);
  return new Map(found.map(({ id, ...text }) => [String(id), text]));
}

/** Reads every folder, even when the principle's own file has a fault, to list the faults of its questions too. */
export function loadQuestions(folder: ContentFolder) {
  const questions = new Map<string, Question>();
  const guidance = new Map<string, Guidance>();
  for (const principle of folder.has('principles') ? folder.folders('principles') : []) {
    for (const name of folder.markdownFiles(join('principles', principle))) {
      if (name === principleFile) continue;
      const file = join('principles', principle, name);
      const document = folder.document(file);
      const matter = document && folder.checked(questionSchema, document.frontMatter, file);
      if (!matter) continue;
      if (`${matter.id}.md` !== name || !matter.id.startsWith(`${principle}.`))
        folder.fault(
          file,
          'id',
          `expected "${name.replace(/\.md$/, '')}", as the file and its folder are named; got: "${matter.id}"`,
        );
      questions.set(matter.id, questionFrom(matter, principle));
      const text = guidanceFrom(document, matter.sources, folder.faults);
      if (text) guidance.set(matter.id, text);
    }
  }
  return { questions, guidance };
}

function questionFrom(matter: z.output<typeof questionSchema>, principle: string): Question {
  const [code, place] = matter.competency?.split('-') ?? [];
  return {
    id: matter.id,
    principle,
    item: Number(matter.id.split('.')[1]),
    statements: { me: matter.me ?? matter.statement ?? '', us: matter.us ?? matter.statement ?? '' },
    key: matter.key,
    reverse: matter.reverse,
    competency: code ? { id: code, place: Number(place) } : undefined,
    tier: matter.tier,
    level: matter.level,
    demand: matter.demand,
  };
}
