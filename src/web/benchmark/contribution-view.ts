/** The view model of /benchmark/mine: exactly what is stored, or would be, and whether it can be added or updated. */
import {
  fewestContributions,
  type GivenScores,
  scoresToGive,
} from '../../assessment/comparison/benchmark.ts';
import { competencyScores } from '../../assessment/scores/scores.ts';
import type { Content } from '../../content/content.ts';
import type { Page } from '../render/page.ts';
import { dateText } from '../render/wording.ts';
import type { Contribution } from '../sync/contributions.ts';
import type { Visit } from '../visitor/visit.ts';

export interface ContributionPage {
  /** As stored; undefined for a visitor who has added nothing, or whose contribution was purged. */
  readonly given: Contribution | undefined;
  /** Whether the visitor has added scores that are no longer stored. */
  readonly isGone: boolean;
  readonly today: number;
  /** For the form: `Contributions.newKey`. */
  readonly key: string;
  readonly done: 'added' | 'updated' | 'removed' | undefined;
  readonly error: string;
}

const doneTexts = {
  added: 'Your scores are in the benchmark now.',
  updated: 'The benchmark has your newest scores now.',
  removed: 'Your scores are removed from the server.',
};

export function contributionView(
  content: Content,
  { answers, progress, groupName, savedUntil, notices }: Visit,
  { given, isGone, today, key, done, error }: ContributionPage,
) {
  const { instrument } = content;
  const scores = progress.reportOpen ? scoresToGive(instrument, answers) : new Map();
  const isNew =
    given !== undefined &&
    scores.size > 0 &&
    (given.edition !== instrument.edition || !sameScores(given.scores, scores, content));
  const shown = given ?? { edition: instrument.edition, scores, givenOn: undefined };
  return {
    layout: {
      title: given ? 'My scores in the benchmark' : 'Add my scores to the benchmark',
      description: 'Add your scores, without your name, to this site’s benchmark, or take them back.',
      section: 'other',
      styles: ['tables', 'benchmark'],
      personal: true,
      indexed: false,
    },
    notices: [...notices, ...(done ? [doneTexts[done]] : [])],
    savedUntil,
    errors: error ? [{ field: 'mine', text: error }] : [],
    errorTitle: 'Nothing was added',
    isGiven: given !== undefined,
    isGone,
    isNew,
    isOpen: progress.reportOpen,
    keyLeft: progress.keyLeft.length,
    canAdd: scores.size > 0,
    key,
    needed: fewestContributions,
    groupName,
    edition: shown.edition,
    day: dateText(given ? given.givenOn : today),
    rows: instrument.competencies.map(({ id, short: title }) => ({
      title,
      me: pointText(shown.scores.get(id)?.me),
      us: pointText(shown.scores.get(id)?.us),
      nowMe: pointText(scores.get(id)?.me),
      nowUs: pointText(scores.get(id)?.us),
    })),
    leftOut: leftOut(content, answers, scores),
  } satisfies Page & Record<string, unknown>;
}

const pointText = (points: number | undefined) => (points === undefined ? '–' : String(points));

function sameScores(a: GivenScores, b: GivenScores, { instrument }: Content): boolean {
  return instrument.competencies.every(
    ({ id }) => a.get(id)?.me === b.get(id)?.me && a.get(id)?.us === b.get(id)?.us,
  );
}

/** A line such as "Empathy, me: 3 of 8 rated" for each score that would not be added. */
function leftOut({ instrument }: Content, answers: Visit['answers'], scores: GivenScores): string[] {
  return competencyScores(instrument, answers).flatMap(({ competency, me, us }) => {
    const pair = scores.get(competency.id);
    const line = (who: string, { rated, of }: { rated: number; of: number }) =>
      `${competency.short}, ${who}: ${rated} of ${of} rated`;
    return [
      ...(pair?.me === undefined ? [line('me', me)] : []),
      ...(pair?.us === undefined ? [line('us', us)] : []),
    ];
  });
}
