/** Rounds of a team side by side, and the change between the last two: the same text in the pages and in the document. */
import type { Instrument } from '../instrument.ts';
import { changeOf, type QuestionChange } from './team-change.ts';
import type { TeamResults } from './team-results.ts';
import { gapText, meanText, pointsText, turnedFigures } from './team-text.ts';

/** More columns would not be readable. */
export const mostRounds = 3;
const mostQuestions = 10;

export interface RoundColumn {
  readonly name: string;
  readonly results: TeamResults;
}

/** @param columns rounds of one edition, the latest last; at least one */
export function roundsTable(instrument: Instrument, columns: readonly RoundColumn[]) {
  const shown = columns.slice(-mostRounds);
  const [before, now] = shown.slice(-2);
  const change = before && now ? changeOf(before.results, now.results, instrument) : undefined;
  const questions = change?.questions.map(questionRow) ?? [];
  return {
    maximum: instrument.points.competency,
    names: shown.map(({ name }) => name),
    /** The round with which the last is compared; empty when there is one alone. */
    since: change && before ? before.name : '',
    competencies: instrument.competencies.map(({ short, questions: { length } }, i) => {
      const own = change?.competencies[i];
      return {
        title: short,
        cells: shown.map(({ name, results }) => {
          const result = results.competencies[i]?.result;
          return {
            name,
            me: result ? pointsText(result.me.mean) : '',
            us: result ? pointsText(result.us.mean) : '',
          };
        }),
        us: own?.change ? gapText(own.change.us, 1) : '–',
        me: own?.change ? gapText(own.change.me, 1) : '–',
        note: own?.change && own.shown < length ? `on ${own.shown} of ${length}` : '',
      };
    }),
    most: questions.slice(0, mostQuestions),
    rest: questions.slice(mostQuestions),
  };
}

function questionRow({ before, now, change, places }: QuestionChange) {
  return {
    id: now.question.id,
    statement: now.question.statements.us,
    remark: turnedFigures(now.question),
    before: { me: meanText(before.me), us: meanText(before.us) },
    now: { me: meanText(now.me), us: meanText(now.us) },
    us: gapText(change.us, places.us),
    me: gapText(change.me, places.me),
  };
}
