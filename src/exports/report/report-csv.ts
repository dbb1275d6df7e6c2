/** The answers as a table for a spreadsheet: one row per question, in the recommended order. */
import type { PerspectiveAnswer } from '../../assessment/answers.ts';
import type { Instrument, LensName, Question, Scale } from '../../assessment/instrument.ts';
import type { AnsweredQuestion, Report } from '../../assessment/scores/report.ts';
import { type Cell, csvOf, type Separator } from '../csv.ts';

interface Row {
  readonly question: Question;
  /** Undefined for an unanswered question. Its cells are empty, because 0 would be a rating. */
  readonly entry: AnsweredQuestion | undefined;
  readonly titleOf: (among: 'principle' | LensName, id: string | undefined) => string;
}

const yesOrNo = (yes: boolean) => (yes ? 'yes' : 'no');
const inWords = (given: PerspectiveAnswer): Cell => (given === 'not-applicable' ? 'not applicable' : given);

/**
 * A spreadsheet reads the id 3.10 as the number 3.1, and on the European continent 9.8 as the 9th of August. `code` is the
 * id with a letter before it, which stays text everywhere; `principle` and `item` are the two halves of the id.
 */
const columns: readonly (readonly [heading: string, cell: (row: Row) => Cell])[] = [
  ['code', ({ question }) => codeOf(question)],
  ['question', ({ question }) => question.id],
  ['principle', ({ question }) => question.principle],
  ['item', ({ question }) => question.item],
  ['principle title', ({ question, titleOf }) => titleOf('principle', question.principle)],
  ['statement us', ({ question }) => question.statements.us],
  ['statement me', ({ question }) => question.statements.me],
  ['key', ({ question }) => yesOrNo(question.key)],
  ['reverse', ({ question }) => yesOrNo(question.reverse)],
  ['competency', ({ question }) => question.competency?.id ?? ''],
  ['tier', ({ question, titleOf }) => titleOf('tier', question.tier)],
  ['level', ({ question, titleOf }) => titleOf('level', question.level)],
  ['demand', ({ question, titleOf }) => titleOf('demand', question.demand)],
  ['me', ({ entry }) => (entry ? inWords(entry.answer.me) : '')],
  ['us', ({ entry }) => (entry ? inWords(entry.answer.us) : '')],
  ['me counts', ({ entry }) => (entry ? inWords(entry.counts.me) : '')],
  ['us counts', ({ entry }) => (entry ? inWords(entry.counts.us) : '')],
  ['total', ({ entry }) => entry?.total ?? ''],
  ['gap', ({ entry }) => entry?.gap ?? ''],
  ['standing', ({ entry }) => entry?.standing ?? ''],
  ['answered', ({ entry }) => yesOrNo(entry !== undefined)],
];

/** "Q9.8": no spreadsheet makes a number or a date of it. */
export const codeOf = ({ id }: Question): string => `Q${id}`;

/** Ratings, totals and gaps are plain numbers. */
export function reportCsv(report: Report, instrument: Instrument, separator: Separator = 'comma'): string {
  return csvOf(answerRows(report, instrument), separator);
}

/**
 * The headings, then a row for each question.
 * @param report of the same instrument
 */
export function answerRows(report: Report, instrument: Instrument): Cell[][] {
  const entries = new Map(report.answered.map((entry) => [entry.question.id, entry]));
  const titles = {
    principle: titlesOf(instrument.principles),
    tier: titlesOf(instrument.lenses.tier),
    level: titlesOf(instrument.lenses.level),
    demand: titlesOf(instrument.lenses.demand),
  };
  const titleOf: Row['titleOf'] = (among, id) => (id === undefined ? '' : (titles[among].get(id) ?? id));
  const rows = instrument.questions.map((question) => {
    const row = { question, entry: entries.get(question.id), titleOf };
    return columns.map(([, cell]) => cell(row));
  });
  return [columns.map(([heading]) => heading), ...rows];
}

function titlesOf(scales: readonly Scale[]): ReadonlyMap<string, string> {
  return new Map(scales.map(({ id, title }) => [id, title]));
}
