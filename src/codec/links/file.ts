/**
 * Everything as a JSON file for people and other programs; docs/file-format.md documents it. It is not signed, because it
 * belongs to the visitor, and every value is checked. Reading never throws: it returns holdings or the reason for refusing them.
 */

import { z } from 'zod';
import { type Answer, type Answers, noAnswers, type PerspectiveAnswer } from '../../assessment/answers.ts';
import { dayOfText, textOfDay } from '../../assessment/days.ts';
import type { Holdings } from '../../assessment/holdings.ts';
import { emptyMoments } from '../../assessment/moments.ts';
import { emptyPlan } from '../../assessment/plan.ts';
import { type Assessment, snapshotsKept, type Visitor } from '../../assessment/visitor.ts';
import { type Editions, isWhole, latestDay, nameLimit } from '../state.ts';
import { momentsSchema, planSchema } from '../worksheets.ts';

const fileFormat = 'service-mirror';
const fileVersion = 1;
/** In UTF-16 code units. A browser that holds as much as it can makes about 40 kB. */
export const fileLimit = 256 * 1024;

const response = z.union([z.literal([0, 1, 2, 3]), z.literal('not-applicable')]);
const answers = z.record(
  z.string().regex(/^[1-9]\d{0,2}\.[1-9]\d{0,2}$/, 'expected the id of a question, such as 3.7'),
  z.strictObject({ me: response, us: response }),
);
const day = z.iso
  .date('expected a date such as 2026-11-21')
  .refine((text) => dayOfText(text) >= 0 && dayOfText(text) <= latestDay, 'expected a day from 1970 to 2243');
const edition = z.int().min(1);
const assessmentSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]{1,12}$/),
  level: z.string().regex(/^[a-z0-9-]{1,40}$/i),
  name: z.string().max(nameLimit),
  route: z.enum(['key', 'all']),
  changedOn: day,
  answers,
  snapshots: z.array(z.strictObject({ takenOn: day, edition, answers })).max(snapshotsKept),
});
/** Unknown members are allowed at the top, because exports/report-json.ts adds a report. */
const fileSchema = z.object({
  format: z.literal(fileFormat),
  version: z.literal(fileVersion),
  edition,
  savedOn: day,
  name: z.string().max(nameLimit),
  current: z.string(),
  assessments: z.array(assessmentSchema).max(50),
  plan: planSchema.optional(),
  moments: momentsSchema.optional(),
});
export type MirrorFile = z.output<typeof fileSchema>;

type AnswersInFile = Record<string, { me: PerspectiveAnswer; us: PerspectiveAnswer }>;
const inFile = (given: Answers): AnswersInFile =>
  Object.fromEntries([...given].map(([id, { me, us }]) => [id, { me, us }]));
const fromFile = (given: AnswersInFile): Answers =>
  Object.keys(given).length === 0 ? noAnswers : new Map<string, Answer>(Object.entries(given));

/** Returns a plain value for JSON.stringify. */
export function fileOf({ visitor, plan, moments }: Holdings, editionNow: number): MirrorFile {
  return {
    format: fileFormat,
    version: fileVersion,
    edition: editionNow,
    savedOn: textOfDay(visitor.savedOn),
    name: visitor.name,
    current: visitor.current,
    assessments: visitor.assessments.map((assessment) => ({
      id: assessment.id,
      level: assessment.level,
      name: assessment.name,
      route: assessment.route,
      changedOn: textOfDay(assessment.changedOn),
      answers: inFile(assessment.answers),
      snapshots: assessment.snapshots.map(({ takenOn, edition: then, answers: given }) => ({
        takenOn: textOfDay(takenOn),
        edition: then,
        answers: inFile(given),
      })),
    })),
    plan,
    moments,
  };
}

export type FileFault =
  | 'empty'
  | 'too-large'
  | 'not-json'
  | 'foreign'
  | 'newer'
  | 'older'
  | 'other-edition'
  | 'damaged';

export type ReadFile =
  | { readonly ok: true; readonly holdings: Holdings }
  /** `detail` says what is wrong and where; it may be empty. */
  | { readonly ok: false; readonly reason: FileFault; readonly detail: string };

const refused = (reason: FileFault, detail = ''): ReadFile => ({ ok: false, reason, detail });

export function readFile(text: string, editions: Editions): ReadFile {
  if (text.trim() === '') return refused('empty');
  if (text.length > fileLimit) return refused('too-large');
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return refused('not-json');
  }
  const head = z.object({ format: z.literal(fileFormat), version: z.int() }).safeParse(json);
  if (!head.success) return refused('foreign');
  if (head.data.version > fileVersion) return refused('newer', `version ${head.data.version}`);
  if (head.data.version < fileVersion) return refused('older', `version ${head.data.version}`);
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) return refused('damaged', faultsOf(parsed.error));
  const file = parsed.data;
  if (![editions.current, ...editions.accepts].includes(file.edition))
    return refused('other-edition', `edition ${file.edition}`);
  const visitor = visitorOf(file);
  if (!isWhole(visitor))
    return refused('damaged', 'its assessments or snapshots are there twice, or out of order');
  return {
    ok: true,
    holdings: { visitor, plan: file.plan ?? emptyPlan, moments: file.moments ?? emptyMoments },
  };
}

function visitorOf({ name, current, savedOn, assessments }: MirrorFile): Visitor {
  return {
    name,
    current,
    savedOn: dayOfText(savedOn),
    assessments: assessments.map(
      ({ changedOn, answers: given, snapshots, ...rest }): Assessment => ({
        ...rest,
        changedOn: dayOfText(changedOn),
        answers: fromFile(given),
        snapshots: snapshots.map((then) => ({
          takenOn: dayOfText(then.takenOn),
          edition: then.edition,
          answers: fromFile(then.answers),
        })),
      }),
    ),
  };
}

/** What is wrong with the name of a member is in an issue of its own. */
function messageOf(issue: z.core.$ZodIssue): string {
  return (issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined) ?? issue.message;
}

/** Returns the first three faults, each with its place: "assessments.0.answers.3.7.me". */
function faultsOf({ issues }: z.ZodError): string {
  const places = issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'the file'}: ${messageOf(issue)}`);
  return places.join('; ') + (issues.length > 3 ? `; and ${issues.length - 3} more` : '');
}
