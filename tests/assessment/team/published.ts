import type { Answers } from '../../../src/assessment/answers.ts';
import type { Instrument } from '../../../src/assessment/instrument.ts';
import type { FigureState } from '../../../src/assessment/team/figure-state.ts';
import { newMember, publishAll, shownIn, takeIn } from '../../../src/assessment/team/member.ts';
import type { FigureKey, Figures } from '../../../src/assessment/team/team-figures.ts';

/** The figures of a team whose members all answered before they were shown. Member i is in role group i modulo `groups`. */
export function publishedFigures(
  people: readonly Answers[],
  instrument: Instrument,
  groups: number,
  threshold: number,
): Figures {
  const rules = { round: 1, expected: 0, groups, threshold };
  const states = new Map<FigureKey, FigureState>();
  for (const [i, answers] of people.entries())
    takeIn(states, newMember(groups > 0 ? i % groups : -1, 1), answers, rules, instrument);
  publishAll(states, rules, instrument);
  return shownIn(states);
}
