/** Loads and validates a content folder. Any fault stops the start, and all faults are listed. */
import { join } from 'node:path';
import type { z } from 'zod';
import { lensNames } from '../assessment/instrument.ts';
import { loadClosing } from './closing.ts';
import type { Content } from './content.ts';
import type { Document } from './files/document.ts';
import { ContentError } from './files/faults.ts';
import { ContentFolder } from './files/folder.ts';
import { workIn } from './files/guidance.ts';
import { competencyTextFrom, lensTextFrom } from './files/parts.ts';
import { loadFormerEditions } from './former.ts';
import { loadGlossary } from './glossary.ts';
import { buildInstrument, byLens } from './instrument.ts';
import { loadPrinciples, loadQuestions } from './questions.ts';
import { checkReferences, checkRelated, frameworkFile, inOrder } from './references.ts';
import { loadSample } from './sample.ts';
import { competencySchema, frameworkSchema, lensEntrySchema } from './schema.ts';

/** @throws ContentError */
export function loadContent(path: string): Content {
  const folder = new ContentFolder(path);
  const content = load(folder);
  if (folder.faults.length > 0 || !content) throw new ContentError(path, folder.faults);
  return content;
}

/** After a fault in the framework it goes on with the fields that are valid, so that the faults of all files are listed. */
function load(folder: ContentFolder): Content | undefined {
  const { whole: framework, right } = folder.yamlFields(frameworkFile, frameworkSchema);
  // Without both, this is not a content folder: one fault says so better than a list of everything that is missing.
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
  checkRelated(folder, questions, guidance);
  const glossary = loadGlossary(folder);
  const formerEditions = loadFormerEditions(folder);
  const closing = loadClosing(folder);
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
    formerEditions,
    scale: { ...framework.scale, notApplicable: framework.scale['not-applicable'] },
    levelsOfBusiness: framework['levels-of-business'],
    principles,
    guidance,
    competencies: competencies.texts,
    lenses: byLens((lens) => lenses[lens].texts),
    glossary: glossary.terms,
    sources: sourcesOf([
      ...[...guidance.values()].map(({ sources, goDeeper }) => ({
        sources: [...sources, ...goDeeper.flatMap((item) => workIn(item) ?? [])],
      })),
      ...principles.values(),
      ...competencies.texts.values(),
      ...lensNames.flatMap((lens) => [...lenses[lens].texts.values()]),
      glossary,
    ]),
    closing,
    sample,
  };
}

/** The ids in the names of a folder's files, used when the framework's list has a fault. */
function namesIn(folder: ContentFolder, path: string): string[] {
  if (!folder.has(path)) return [];
  return folder.markdownFiles(path).map((name) => name.replace(/\.md$/, ''));
}

/** Loads one Markdown file for each id, in order. */
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
