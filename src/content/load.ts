/** Reads and validates a content folder. All or nothing: a fault anywhere stops the start, with every fault listed. */
import { join } from 'node:path';
import type { z } from 'zod';
import { lensNames } from '../assessment/instrument.ts';
import type { Content } from './content.ts';
import type { Document } from './files/document.ts';
import { ContentError } from './files/faults.ts';
import { ContentFolder } from './files/folder.ts';
import { competencyTextFrom, lensTextFrom } from './files/parts.ts';
import { loadGlossary } from './glossary.ts';
import { buildInstrument, byLens } from './instrument.ts';
import { loadPrinciples, loadQuestions } from './questions.ts';
import { checkReferences, frameworkFile, inOrder } from './references.ts';
import { loadSample } from './sample.ts';
import { competencySchema, frameworkSchema, lensEntrySchema } from './schema.ts';

/** @throws ContentError */
export function loadContent(path: string): Content {
  const folder = new ContentFolder(path);
  const content = load(folder);
  if (folder.faults.length > 0 || !content) throw new ContentError(path, folder.faults);
  return content;
}

/** Reads on past a fault of the framework, with what is right in it, so that the faults of all files are told at once. */
function load(folder: ContentFolder): Content | undefined {
  const { whole: framework, right } = folder.yamlFields(frameworkFile, frameworkSchema);
  // Without either, this is no content folder, and one sentence says more than a list of all that it lacks.
  if (!folder.has(frameworkFile) && !folder.has('principles')) return undefined;
  const principles = loadPrinciples(folder);
  const { questions, guidance } = loadQuestions(folder);
  const ids = {
    competencies: right.competencies ?? namesIn(folder, 'competencies'),
    lenses: right.lenses ?? byLens((lens) => namesIn(folder, join('lenses', lens))),
  };
  const competencies = loadEntries(
    folder,
    'competencies',
    ids.competencies,
    competencySchema,
    (document, entry) => competencyTextFrom(document, entry.sources, folder.faults),
  );
  const lenses = byLens((lens) =>
    loadEntries(folder, join('lenses', lens), ids.lenses[lens], lensEntrySchema, (document, entry) =>
      lensTextFrom(document, entry, right.bands, folder.faults),
    ),
  );
  const ordered = right.order ? inOrder(folder, right.order, questions) : [...questions.values()];
  checkReferences(folder, ordered, ids);
  const glossary = loadGlossary(folder);
  const sample = loadSample(folder, right['levels-of-business']);
  if (!framework) return undefined;
  return {
    instrument: buildInstrument(
      framework,
      ordered,
      [...principles].map(([id, { title }]) => ({ id, title })),
      competencies.entries,
      byLens((lens) => lenses[lens].entries),
    ),
    acceptedEditions: framework.accepts,
    scale: { ...framework.scale, notApplicable: framework.scale['not-applicable'] },
    levelsOfBusiness: framework['levels-of-business'],
    principles,
    guidance,
    competencies: competencies.texts,
    lenses: byLens((lens) => lenses[lens].texts),
    glossary: glossary.terms,
    sources: sourcesOf([
      ...guidance.values(),
      ...principles.values(),
      ...competencies.texts.values(),
      ...lensNames.flatMap((lens) => [...lenses[lens].texts.values()]),
      glossary,
    ]),
    sample,
  };
}

/** The ids that the files of a folder are named after: what a list in the framework would say, were it right. */
function namesIn(folder: ContentFolder, path: string): string[] {
  if (!folder.has(path)) return [];
  return folder.markdownFiles(path).map((name) => name.replace(/\.md$/, ''));
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
      folder.fault(document.file, 'id', `expected "${id}", as the file is named; got: "${entry.id}"`);
    entries.push(entry);
    texts.set(id, textFrom(document, entry));
  }
  return { entries, texts };
}

/** Once each, in alphabetical order. */
function sourcesOf(texts: readonly { readonly sources: readonly string[] }[]): string[] {
  return [...new Set(texts.flatMap(({ sources }) => sources))].toSorted((a, b) => a.localeCompare(b, 'en'));
}
