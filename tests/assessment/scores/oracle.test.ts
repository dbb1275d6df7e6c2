/** Compares the scores with an independent calculation on thousands of random answer sets (docs/design.md, "Scores"). */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/assessment/answers.ts';
import { buildReport, type Report } from '../../../src/assessment/scores/report.ts';
import type { Score } from '../../../src/assessment/scores/scores.ts';
import { instrument } from '../arbitraries.ts';
import { blueprint } from '../blueprint.ts';
import { randomSet, reportOf } from './answer-sets.ts';
import { slowReport } from './oracle.ts';

const sets = 10_000;

/** A report's numbers in the oracle's form. */
function numbersOf(report: Report) {
  const score = (made: Score) =>
    made.kind === 'none'
      ? { kind: made.kind, rated: made.rated, open: made.open, of: made.of }
      : {
          kind: made.kind,
          rated: made.rated,
          of: made.of,
          points: made.points,
          max: made.max,
          band: instrument.bands.indexOf(made.band),
          lowest: made.lowest,
          highest: made.highest,
          sum: made.sum,
        };
  const lens = (name: 'tier' | 'level' | 'demand') =>
    report.lenses[name].map(({ scale, us }) => ({ id: scale.id, us: score(us) }));
  return {
    competencies: report.competencies.map(({ competency, me, us, gap, reading }) => ({
      id: competency.id,
      me: score(me),
      us: score(us),
      gap,
      reading,
    })),
    principles: report.principles.map(({ scale, us, workOnThis }) => ({
      id: scale.id,
      us: score(us),
      workOnThis,
    })),
    total: report.total && { points: report.total.points, max: report.total.max },
    tiers: lens('tier'),
    levels: lens('level'),
    demands: lens('demand'),
    weakRung: report.weakRung?.scale.id,
    priorities: report.priorities.map(({ question, total }) => ({ id: question.id, total })),
    questions: Object.fromEntries(
      report.answered
        .map(({ question, standing, gap }) => [question.id, { standing, gap }] as const)
        .toSorted(([a], [b]) => rowOf(a) - rowOf(b)),
    ),
    answered: report.progress.answered,
    keyAnswered: report.progress.keyAnswered,
  };
}

const rows = new Map(blueprint.map(({ id }, i) => [id, i]));
const rowOf = (id: string) => rows.get(id) ?? -1;

describe('the report', () => {
  const seen = new Set<string>();

  it(`agrees with the independent calculation on ${sets} random answer sets, in every number`, () => {
    for (let seed = 1; seed <= sets; seed++) {
      const set = randomSet(seed);
      const ours = numbersOf(reportOf(set));
      const slow = JSON.stringify(slowReport(set, instrument.thresholds));
      if (JSON.stringify(ours) !== slow)
        expect(JSON.parse(JSON.stringify(ours)), `answer set ${seed}`).toEqual(JSON.parse(slow));
      for (const { me, us, reading } of ours.competencies)
        for (const word of [me.kind, us.kind, `band ${us.band}`, reading]) seen.add(String(word));
      seen.add(`rung ${ours.weakRung}`).add(`total ${ours.total !== undefined}`);
      seen.add(`priorities ${ours.priorities.length}`);
      for (const { standing } of Object.values(ours.questions)) seen.add(String(standing));
      for (const { workOnThis } of ours.principles) seen.add(`work on this ${workOnThis}`);
    }
  }, 60_000);

  it('was tested with every kind of outcome by those sets', () => {
    const outcomes = [
      ...['none', 'provisional', 'final', 'low', 'middle', 'strength'],
      ...['both-low', 'both-high', 'i-am-ahead', 'we-are-ahead', 'undefined'],
      ...instrument.bands.map((_, i) => `band ${i}`),
      ...[...instrument.lenses.tier.map(({ id }) => id), undefined].map((id) => `rung ${id}`),
      ...['total true', 'total false', 'work on this true', 'work on this false'],
      ...[0, 1, 2, 3].map((count) => `priorities ${count}`),
    ];
    expect(outcomes.filter((outcome) => !seen.has(outcome))).toEqual([]);
  });

  it('lists what is answered and what is open in the recommended order, each question once', () => {
    const set = randomSet(7);
    const { answered, open } = reportOf(set);
    const places = (ids: readonly string[]) =>
      ids.map((id) => instrument.questions.findIndex((question) => question.id === id));
    const done = places(answered.map(({ question }) => question.id));
    const left = places(open.map(({ id }) => id));
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(left).toEqual(left.toSorted((a, b) => a - b));
    expect([...done, ...left].toSorted((a, b) => a - b)).toEqual(instrument.questions.map((_, i) => i));
  });

  it('lists every question as open when there are no answers', () => {
    expect(buildReport(instrument, new Map()).open).toEqual(instrument.questions);
  });

  it('carries the edition of the questions it was made from', () => {
    expect(buildReport({ ...instrument, edition: 7 }, new Map()).edition).toBe(7);
  });

  it('does not count answers to questions that this instrument does not ask', () => {
    const strange = new Map<string, Answer>([['999.1', { me: 0, us: 0 }]]);
    expect(buildReport(instrument, strange)).toEqual(buildReport(instrument, new Map()));
  });
});
