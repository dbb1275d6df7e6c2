/** Reads and validates a content folder. All or nothing: a fault anywhere stops the start, with every fault listed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Answer } from '../assessment/answers.ts';
import {
  type Instrument,
  type LensName,
  lensNames,
  type Question,
  type Scale,
} from '../assessment/instrument.ts';
import type { CompetencyText, Content, Guidance, LensText, PrincipleText, Sample } from './content.ts';
import { checked, type Document, parseDocument, parseYaml } from './document.ts';
import { ContentError, type Fault } from './faults.ts';
import { competencyTextFrom, guidanceFrom, lensTextFrom } from './parts.ts';
import {
  competencySchema,
  frameworkSchema,
  lensEntrySchema,
  principleSchema,
  questionSchema,
  sampleSchema,
} from './schema.ts';

/** @throws ContentError */
export function loadContent(folder: string): Content {
  const faults: Fault[] = [];
  const content = new Loader(folder, faults).load();
  if (faults.length > 0 || !content) throw new ContentError(folder, faults);
  return content;
}

const frameworkFile = 'framework.yaml';
const sampleFile = 'sample.yaml';

class Loader {
  readonly folder: string;
  readonly faults: Fault[];

  constructor(folder: string, faults: Fault[]) {
    this.folder = folder;
    this.faults = faults;
  }

  load(): Content | undefined {
    const source = this.read(frameworkFile);
    if (source === undefined) return undefined;
    const framework = checked(frameworkSchema, this.yaml(frameworkFile, source), frameworkFile, this.faults);
    const principles = this.principles();
    const questions = this.questions(principles.keys().toArray());
    if (!framework) return undefined;

    const { scale, thresholds, bands, points } = framework;
    const bandList = bands.map(({ id, title, below }) => ({ id, title, below }));
    const competencies = this.entries('competencies', framework.competencies, competencySchema, (document) =>
      competencyTextFrom(document, this.faults),
    );
    const lenses = byLens((lens) =>
      this.entries(`lenses/${lens}`, framework.lenses[lens], lensEntrySchema, (document, { question }) =>
        lensTextFrom(document, question, bandList, this.faults),
      ),
    );
    const ordered = this.inOrder(framework.order, questions);
    this.references(ordered, framework.competencies, framework.lenses);
    const counted = (entry: { id: string; title: string }, of: (question: Question) => boolean): Scale => ({
      id: entry.id,
      title: entry.title,
      questions: ordered.filter(of),
    });
    const instrument: Instrument = {
      edition: framework.edition,
      questions: ordered,
      principles: [...principles].map(([id, { title }]) => {
        const scale = counted({ id, title }, (question) => question.principle === id);
        return { ...scale, questions: scale.questions.toSorted((a, b) => a.item - b.item) };
      }),
      competencies: [...competencies.values()].map(({ entry }) => {
        const scale = counted(entry, ({ competency }) => competency?.id === entry.id);
        const place = (question: Question) => question.competency?.place ?? 0;
        return {
          ...scale,
          short: entry.short,
          questions: scale.questions.toSorted((a, b) => place(a) - place(b)),
        };
      }),
      lenses: byLens((lens) =>
        [...lenses[lens].values()].map(({ entry }) =>
          counted(entry, (question) => question[lens] === entry.id),
        ),
      ),
      points,
      bands: bandList,
      thresholds: {
        fewestAnswers: thresholds['fewest-answers'],
        coachingBelow: thresholds['coaching-below'],
        strengthFrom: thresholds['strength-from'],
        viewsPartFrom: thresholds['views-part-from'],
        aheadBy: thresholds['ahead-by'],
        bothHighFrom: thresholds['both-high-from'],
        workOnBelow: thresholds['work-on-below'],
        weakRungBelow: thresholds['weak-rung-below'],
        priorities: thresholds.priorities,
      },
    };
    return {
      instrument,
      acceptedEditions: framework.accepts,
      scale: { ...scale, notApplicable: scale['not-applicable'] },
      levelsOfBusiness: framework['levels-of-business'],
      principles: new Map(
        [...principles].map(([id, { belief, introduction }]) => [id, { belief, introduction }]),
      ),
      guidance: new Map(
        [...questions].flatMap(([id, { guidance }]) => (guidance ? [[id, guidance] as const] : [])),
      ),
      competencies: texts(competencies),
      lenses: byLens((lens) => texts(lenses[lens])),
      sample: this.sample(questions, framework['levels-of-business']),
    };
  }

  /** By number, in the order of the numbers. */
  private principles(): Map<string, PrincipleText & { title: string }> {
    const found = this.folders('principles').flatMap((name) => {
      const document = this.document(join('principles', name, 'principle.md'));
      const principle =
        document && checked(principleSchema, document.frontMatter, document.file, this.faults);
      if (!principle) return [];
      if (String(principle.id) !== name)
        this.fault(document.file, 'id', `expected ${name}, the name of its folder; came: ${principle.id}`);
      return [{ ...principle, introduction: document.lead }];
    });
    found.sort((a, b) => a.id - b.id);
    return new Map(found.map(({ id, ...text }) => [String(id), text]));
  }

  private questions(
    principles: readonly string[],
  ): Map<string, { file: string; question: Question; guidance: Guidance | undefined }> {
    const questions = new Map<string, { file: string; question: Question; guidance: Guidance | undefined }>();
    for (const principle of principles) {
      for (const file of this.files(join('principles', principle)).filter(
        (name) => name !== 'principle.md',
      )) {
        const path = join('principles', principle, file);
        const document = this.document(path);
        const matter = document && checked(questionSchema, document.frontMatter, path, this.faults);
        if (!matter) continue;
        if (`${matter.id}.md` !== file || !matter.id.startsWith(`${principle}.`))
          this.fault(
            path,
            'id',
            `expected "${file.replace(/\.md$/, '')}", as the file and its folder are named; came: "${matter.id}"`,
          );
        const [code, place] = matter.competency?.split('-') ?? [];
        questions.set(matter.id, {
          file: path,
          question: {
            id: matter.id,
            principle,
            item: Number(matter.id.split('.')[1]),
            statement: matter.statement,
            key: matter.key,
            competency: code ? { id: code, place: Number(place) } : undefined,
            tier: matter.tier,
            level: matter.level,
            demand: matter.demand,
          },
          guidance: guidanceFrom(document, matter.sources, this.faults),
        });
      }
    }
    return questions;
  }

  private inOrder(
    order: readonly string[],
    questions: ReadonlyMap<string, { file: string; question: Question }>,
  ): Question[] {
    const seen = new Set<string>();
    for (const id of order) {
      if (seen.has(id))
        this.fault(frameworkFile, 'order', `expected each question once; "${id}" comes twice`);
      if (!questions.has(id))
        this.fault(
          frameworkFile,
          'order',
          `"${id}" has no file; expected principles/${id.split('.')[0]}/${id}.md`,
        );
      seen.add(id);
    }
    for (const id of questions.keys())
      if (!seen.has(id)) this.fault(frameworkFile, 'order', `expected every question; "${id}" is missing`);
    const ordered = [...seen].flatMap((id) => questions.get(id)?.question ?? []);
    if (!ordered.some(({ key }) => key))
      this.fault(
        frameworkFile,
        'order',
        'expected at least one question with "key: true"; the report opens after those',
      );
    return ordered;
  }

  /** What a question counts towards must exist, and each place in a competency be taken once. */
  private references(
    questions: readonly Question[],
    competencies: readonly string[],
    lenses: Readonly<Record<LensName, readonly string[]>>,
  ): void {
    const places = new Map<string, string>();
    for (const question of questions) {
      const file = join('principles', question.principle, `${question.id}.md`);
      for (const lens of lensNames) {
        const value = question[lens];
        if (value !== undefined && !lenses[lens].includes(value))
          this.fault(file, lens, `expected one of ${lenses[lens].join(', ')}; came: "${value}"`);
      }
      const { competency } = question;
      if (!competency) continue;
      if (!competencies.includes(competency.id))
        this.fault(
          file,
          'competency',
          `expected one of ${competencies.join(', ')}; came: "${competency.id}"`,
        );
      const place = `${competency.id}-${competency.place}`;
      const taken = places.get(place);
      if (taken)
        this.fault(file, 'competency', `expected a place of its own; ${place} belongs to "${taken}" already`);
      places.set(place, question.id);
    }
  }

  /** One Markdown file per id, in the order of the ids. */
  private entries<Entry extends { id: string }, Text>(
    folder: string,
    ids: readonly string[],
    schema: Parameters<typeof checked<import('zod').ZodType<Entry>>>[0],
    textFrom: (document: Document, entry: Entry) => Text,
  ): Map<string, { entry: Entry; text: Text }> {
    const entries = new Map<string, { entry: Entry; text: Text }>();
    for (const id of ids) {
      const document = this.document(join(folder, `${id}.md`));
      const entry = document && checked(schema, document.frontMatter, document.file, this.faults);
      if (!entry) continue;
      if (entry.id !== id)
        this.fault(document.file, 'id', `expected "${id}", as the file is named; came: "${entry.id}"`);
      entries.set(id, { entry, text: textFrom(document, entry) });
    }
    return entries;
  }

  private sample(
    questions: ReadonlyMap<string, unknown>,
    levels: readonly { id: string }[],
  ): Sample | undefined {
    const source = this.read(sampleFile, 'optional');
    const sample = source && checked(sampleSchema, this.yaml(sampleFile, source), sampleFile, this.faults);
    if (!sample) return undefined;
    const answers = new Map<string, Answer>();
    for (const [id, [me, us]] of Object.entries(sample.answers)) {
      if (!questions.has(id)) this.fault(sampleFile, `answers.${id}`, 'expected the id of a question');
      answers.set(id, { me, us });
    }
    if (!levels.some(({ id }) => id === sample.level))
      this.fault(
        sampleFile,
        'level',
        `expected one of ${levels.map(({ id }) => id).join(', ')}; came: "${sample.level}"`,
      );
    return { ...sample, date: new Date(sample.date), answers };
  }

  private document(file: string): Document | undefined {
    const source = this.read(file);
    if (source === undefined) return undefined;
    try {
      return parseDocument(file, source);
    } catch (error) {
      this.fault(file, '', (error as Error).message);
      return undefined;
    }
  }

  private yaml(file: string, source: string): unknown {
    try {
      return parseYaml(source);
    } catch (error) {
      this.fault(file, '', (error as Error).message);
      return {};
    }
  }

  private read(file: string, need: 'required' | 'optional' = 'required'): string | undefined {
    const path = join(this.folder, file);
    if (!existsSync(path)) {
      if (need === 'required') this.fault(file, '', 'expected this file; it does not exist');
      return undefined;
    }
    return readFileSync(path, 'utf8');
  }

  private folders(folder: string): string[] {
    return this.list(folder).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
  }

  private files(folder: string): string[] {
    return this.list(folder).flatMap((entry) =>
      entry.isFile() && entry.name.endsWith('.md') ? entry.name : [],
    );
  }

  private list(folder: string) {
    const path = join(this.folder, folder);
    if (existsSync(path)) return readdirSync(path, { withFileTypes: true });
    this.fault(folder, '', 'expected this folder; it does not exist');
    return [];
  }

  private fault(file: string, field: string, message: string): void {
    this.faults.push({ file: relative(this.folder, join(this.folder, file)), field, message });
  }
}

function byLens<T>(make: (lens: LensName) => T): Record<LensName, T> {
  return { tier: make('tier'), level: make('level'), demand: make('demand') };
}

function texts<Text extends CompetencyText | LensText>(
  entries: ReadonlyMap<string, { text: Text }>,
): Map<string, Text> {
  return new Map([...entries].map(([id, { text }]) => [id, text]));
}
