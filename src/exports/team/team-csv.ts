/** A team's results for a spreadsheet: one row per competency, then per question, then per action. */
import type { TeamAction } from '../../assessment/team/actions.ts';
import { type Cell, csvOf, type Separator } from '../csv.ts';
import { codeOf } from '../report/report-csv.ts';
import { changeSince, competencyOf, questionOf, type TeamFile } from './rounded.ts';

/** Their order is that of the file; docs/file-format.md describes them. The columns of role groups come after them. */
const columns = [
  ...['kind', 'code', 'id', 'text', 'reverse', 'competency', 'questions shown'],
  ...['me n', 'me mean', 'me spread', 'me spread in words'],
  ...['us n', 'us mean', 'us spread', 'us spread in words'],
  ...['gap', 'agreement on us'],
  ...['me interval from', 'me interval to', 'us interval from', 'us interval to', 'me alpha', 'us alpha'],
  ...['owner', 'due', 'state'],
  ...['round', 'round before', 'questions in both rounds'],
  ...['me before', 'us before', 'me change', 'us change'],
  ...['me mean given', 'us mean given'],
] as const;
type Column = (typeof columns)[number];
/** Columns that a row lacks are empty, and so is what may not be shown. */
type Row = Partial<Record<Column, Cell | null>> & { readonly groups?: readonly Cell[] };

type Spread = { readonly mean: number; readonly deviation: number | null; readonly spread: string };

/** The mean and the spread, which is a number or in words. */
function view<View extends 'me' | 'us'>(name: View, of: Spread | null, n: number | null): Row {
  return {
    [`${name} n`]: n,
    [`${name} mean`]: of?.mean ?? null,
    [`${name} spread`]: of?.deviation ?? null,
    [`${name} spread in words`]: of && of.deviation === null ? of.spread : null,
  };
}

/** The columns about the change since the last round. */
function changeColumns(file: TeamFile) {
  const change = changeSince(file);
  return (kind: 'competencies' | 'questions', id: string): Row => {
    if (!change) return { round: file.team.round };
    const now = change[kind].find((one) => one.id === id);
    const before = change.before[kind].find((one) => one.id === id);
    return {
      round: file.team.round,
      'round before': change.round,
      'questions in both rounds': now && 'questionsInBoth' in now ? now.questionsInBoth : null,
      'me before': before?.me ?? null,
      'us before': before?.us ?? null,
      'me change': now?.me ?? null,
      'us change': now?.us ?? null,
    };
  };
}

function rowsOf(file: TeamFile): Row[] {
  const { results, instrument } = file;
  const changed = changeColumns(file);
  const both = (groups: readonly { readonly me: Cell; readonly us: Cell }[]) =>
    groups.flatMap(({ me, us }) => [me, us]);
  return [
    ...results.competencies.map((one): Row => {
      const { id, title, shown, me, us, gap, agreement, groups } = competencyOf(
        one,
        instrument.points.competency,
      );
      return {
        ...{ kind: 'competency', code: id, id, text: title, competency: id, 'questions shown': shown },
        ...view('me', me, me?.ratedAll ?? null),
        ...view('us', us, us?.ratedAll ?? null),
        ...{ gap, 'agreement on us': agreement },
        'me interval from': me?.interval?.from ?? null,
        'me interval to': me?.interval?.to ?? null,
        'us interval from': us?.interval?.from ?? null,
        'us interval to': us?.interval?.to ?? null,
        'me alpha': me?.alpha ?? null,
        'us alpha': us?.alpha ?? null,
        ...changed('competencies', id),
        groups: both(groups),
      };
    }),
    ...results.questions.map((result): Row => {
      const { question } = result;
      const { id, statements, reverse, me, us, given, gap, groups } = questionOf(result);
      return {
        ...{
          kind: 'question',
          code: codeOf(question),
          id,
          text: statements.us,
          reverse: reverse ? 'yes' : 'no',
        },
        competency: question.competency?.id ?? null,
        ...view('me', me, me.n),
        ...view('us', us, us.n),
        gap,
        ...changed('questions', id),
        ...{ 'me mean given': given.me, 'us mean given': given.us },
        groups: both(groups.map((group) => ({ me: group.me.mean, us: group.us.mean }))),
      };
    }),
    ...file.actions.map(actionRow),
  ];
}

const actionRow = ({ what, owner, due, question, state, round }: TeamAction, i: number): Row => ({
  ...{ kind: 'action', id: i + 1, text: what, competency: question, owner, due, state, round },
});

export function teamCsv(file: TeamFile, separator: Separator = 'comma'): string {
  const titles = file.team.groups.flatMap((group) => [`${group}: me mean`, `${group}: us mean`]);
  const rows = rowsOf(file).map((row) => [
    ...columns.map((column) => row[column] ?? ''),
    ...titles.map((_, i) => row.groups?.[i] ?? ''),
  ]);
  return csvOf([[...columns, ...titles], ...rows], separator);
}
