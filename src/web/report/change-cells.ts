/** The cells of the tables in "What has changed": scores, ratings and their changes as text. */
import type { Answer } from '../../assessment/answers.ts';
import type { PerPerspective, ScoreChange } from '../../assessment/comparison/change.ts';
import { noMarkText, signed } from '../../assessment/scores/score-text.ts';
import type { Score } from '../../assessment/scores/scores.ts';
import { shortRating } from '../render/wording.ts';

/** Both values in one cell. They are empty where only the note is shown. */
export interface Cell {
  readonly me: string;
  readonly us: string;
  readonly note: string;
}

export function scoresCell({ me, us }: PerPerspective<Score>): Cell {
  const shown = (score: Score) => (score.kind === 'none' ? '–' : String(score.points));
  const none = noMarkText(me, us);
  if (none) return { me: '', us: '', note: none };
  const from = ({ rated, of }: Score) => `from ${rated} of ${of}`;
  const open = [me, us].map((score) => score.kind === 'provisional');
  let note = '';
  if (open[0] && open[1] && me.rated === us.rated) note = `provisional, ${from(me)}`;
  else if (open[0] && open[1]) note = `provisional, me ${from(me)}, us ${from(us)}`;
  else if (open[0]) note = `me provisional, ${from(me)}`;
  else if (open[1]) note = `us provisional, ${from(us)}`;
  return { me: shown(me), us: shown(us), note };
}

export function changeCell(since: PerPerspective<ScoreChange | undefined> | undefined, of: number): Cell {
  const { me, us } = since ?? { me: undefined, us: undefined };
  if (!me && !us) return { me: '', us: '', note: 'too few rated both times' };
  let note = '';
  if (me && us && me.rated !== us.rated) note = `me on ${me.rated}, us on ${us.rated} of ${of}`;
  else if ((me ?? us)?.rated !== of) note = `on ${(me ?? us)?.rated} of ${of}`;
  return { me: signed(me?.points), us: signed(us?.points), note };
}

export function answerCell(answer: Answer | undefined): Cell {
  return answer
    ? { me: shortRating(answer.me), us: shortRating(answer.us), note: '' }
    : { me: '', us: '', note: 'not answered' };
}

export function stepsCell(since: PerPerspective<number | undefined> | undefined): Cell {
  const { me, us } = since ?? { me: undefined, us: undefined };
  return me === undefined && us === undefined
    ? { me: '', us: '', note: 'not rated both times' }
    : { me: signed(me), us: signed(us), note: '' };
}
