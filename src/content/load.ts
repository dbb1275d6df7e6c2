/** Reads and validates a content folder. All or nothing: a fault anywhere stops the start, with every fault listed. */
import { join } from 'node:path';
import type { z } from 'zod';
import type { Answer } from '../assessment/answers.ts';
import type { Question } from '../assessment/instrument.ts';
import type { Content, GlossaryTerm, Guidance, PrincipleText, Sample } from './content.ts';
import type { Document } from './document.ts';
import { ContentError } from './faults.ts';
import { ContentFolder } from './folder.ts';
import { buildInstrument, byLens } from './instrument.ts';
import { competencyTextFrom, guidanceFrom, lensTextFrom } from './parts.ts';
import { checkReferences, frameworkFile, inOrder } from './references.ts';
import {
  competencySchema,
  type Framework,
  frameworkSchema,
  glossarySchema,
  lensEntrySchema,
  principleSchema,
  questionSchema,
  sampleSchema,
} from './schema.ts';

const sampleFile = 'sample.yaml';
const glossaryFile = 'glossary.md';

/** @throws ContentError */
export function loadContent(path: string): Content {
  const folder = new ContentFolder(path);
  const content = load(folder);
  if (folder.faults.length > 0 || !content) throw new ContentError(path, folder.faults);
  return content;
}

function load(folder: ContentFolder): Content | undefined {
  if (!folder.has(frameworkFile)) {
    folder.fault(frameworkFile, '', 'expected this file; it does not exist');
    return undefined;
  }
  const framework = folder.yaml(frameworkFile, frameworkSchema, 'required');
  const principles = loadPrinciples(folder);
  const { questions, guidance } = loadQuestions(folder, [...principles.keys()]);
  if (!framework) return undefined;
  const { bands, scale } = framework;
  const competencies = loadEntries(
    folder,
    'competencies',
    framework.competencies,
    competencySchema,
    (document) => competencyTextFrom(document, folder.faults),
  );
  const lenses = byLens((lens) =>
    loadEntries(folder, join('lenses', lens), framework.lenses[lens], lensEntrySchema, (document, entry) =>
      lensTextFrom(document, entry.question, bands, folder.faults),
    ),
  );
  const ordered = inOrder(folder, framework.order, questions);
  checkReferences(folder, ordered, framework);
  return {
    instrument: buildInstrument(
      framework,
      ordered,
      [...principles].map(([id, { title }]) => ({ id, title })),
      competencies.entries,
      byLens((lens) => lenses[lens].entries),
    ),
    acceptedEditions: framework.accepts,
    scale: { ...scale, notApplicable: scale['not-applicable'] },
    levelsOfBusiness: framework['levels-of-business'],
    principles,
    guidance,
    competencies: competencies.texts,
    lenses: byLens((lens) => lenses[lens].texts),
    glossary: loadGlossary(folder),
    sample: loadSample(folder, questions, framework),
  };
}

/** By number, in the order of the numbers. */
function loadPrinciples(folder: ContentFolder): Map<string, PrincipleText & { title: string }> {
  const found = folder.folders('principles').flatMap((name) => {
    const document = folder.document(join('principles', name, 'principle.md'));
    const principle = document && folder.checked(principleSchema, document.frontMatter, document.file);
    if (!principle) return [];
    if (String(principle.id) !== name)
      folder.fault(document.file, 'id', `expected ${name}, the name of its folder; came: ${principle.id}`);
    return [{ ...principle, introduction: document.lead }];
  });
  found.sort((a, b) => a.id - b.id);
  return new Map(found.map(({ id, ...text }) => [String(id), text]));
}

function loadQuestions(folder: ContentFolder, principles: readonly string[]) {
  const questions = new Map<string, Question>();
  const guidance = new Map<string, Guidance>();
  for (const principle of principles) {
    for (const name of folder.markdownFiles(join('principles', principle))) {
      if (name === 'principle.md') continue;
      const file = join('principles', principle, name);
      const document = folder.document(file);
      const matter = document && folder.checked(questionSchema, document.frontMatter, file);
      if (!matter) continue;
      if (`${matter.id}.md` !== name || !matter.id.startsWith(`${principle}.`))
        folder.fault(
          file,
          'id',
          `expected "${name.replace(/\.md$/, '')}", as the file and its folder are named; came: "${matter.id}"`,
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
    statement: matter.statement,
    key: matter.key,
    competency: code ? { id: code, place: Number(place) } : undefined,
    tier: matter.tier,
    level: matter.level,
    demand: matter.demand,
  };
}

/** One Markdown file per id, in the order of the ids. */
function loadEntries<Entry extends { id: string }, Text>(
  folder: ContentFolder,
  path: string,
  ids: readonly string[],
  schema: z.ZodType<Entry>,
  textFrom: (document: Document, entry: Entry) => Text,
): { entries: Entry[]; texts: Map<string, Text> } {
  const entries: Entry[] = [];
  const texts = new Map<string, Text>();
  for (const id of ids) {
    const document = folder.document(join(path, `${id}.md`));
    const entry = document && folder.checked(schema, document.frontMatter, document.file);
    if (!entry) continue;
    if (entry.id !== id)
      folder.fault(document.file, 'id', `expected "${id}", as the file is named; came: "${entry.id}"`);
    entries.push(entry);
    texts.set(id, textFrom(document, entry));
  }
  return { entries, texts };
}

/** A part for each term; optional, like the sample. */
function loadGlossary(folder: ContentFolder): GlossaryTerm[] {
  const document = folder.has(glossaryFile) ? folder.document(glossaryFile) : undefined;
  const matter = document && folder.checked(glossarySchema, document.frontMatter, glossaryFile);
  if (!matter) return [];
  const terms = document.parts.map(({ heading }) => heading);
  for (const [i, { heading, text }] of document.parts.entries()) {
    if (text === '') folder.fault(glossaryFile, heading, 'expected some text under this heading');
    if (terms.indexOf(heading) < i)
      folder.fault(glossaryFile, heading, 'expected this term once, it comes twice');
  }
  for (const term of Object.keys(matter.forms))
    if (!terms.includes(term))
      folder.fault(glossaryFile, `forms.${term}`, 'expected a term of this glossary');
  return document.parts
    .map(({ heading, text }) => ({ term: heading, forms: matter.forms[heading] ?? [], text }))
    .toSorted((a, b) => a.term.localeCompare(b.term, 'en'));
}

function loadSample(
  folder: ContentFolder,
  questions: ReadonlyMap<string, Question>,
  framework: Framework,
): Sample | undefined {
  const sample = folder.yaml(sampleFile, sampleSchema, 'optional');
  if (!sample) return undefined;
  const answers = new Map<string, Answer>();
  for (const [id, [me, us]] of Object.entries(sample.answers)) {
    if (!questions.has(id)) folder.fault(sampleFile, `answers.${id}`, 'expected the id of a question');
    answers.set(id, { me, us });
  }
  const levels = framework['levels-of-business'].map(({ id }) => id);
  if (!levels.includes(sample.level))
    folder.fault(sampleFile, 'level', `expected one of ${levels.join(', ')}; came: "${sample.level}"`);
  return { ...sample, date: new Date(sample.date), answers };
}
