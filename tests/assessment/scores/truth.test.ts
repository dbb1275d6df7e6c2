/** Every sentence of the report is true, on thousands of random answer sets, by an independent calculation. */
import { describe, expect, it } from 'vitest';
import { headline } from '../../../src/assessment/scores/headline.ts';
import { priorityClause, priorityReason } from '../../../src/assessment/scores/priority-sentences.ts';
import { scoreCell } from '../../../src/assessment/scores/score-text.ts';
import { ladderSentence, scoreSentence, summarySentences } from '../../../src/assessment/scores/sentences.ts';
import { instrument } from '../arbitraries.ts';
import { blueprint } from '../blueprint.ts';
import { randomSet, reportOf } from './answer-sets.ts';
import {
  checkClause,
  checkHeadline,
  checkLadder,
  checkReason,
  checkScore,
  checkSummary,
  type Facts,
} from './claims.ts';
import { type AnswerSet, slowReport } from './oracle.ts';

const sets = 20_000;

const ratings = ['never', 'rarely', 'often', 'always'];
const places = new Map(blueprint.map(({ id }, i) => [id, i]));
const shared = {
  shorts: Object.fromEntries(instrument.competencies.map(({ id, short }) => [id, short])),
  rungs: instrument.lenses.tier.map(({ title }) => title.toLowerCase()),
  bands: instrument.bands.map(({ title }) => title.toLowerCase()),
  ratings,
  questions: blueprint.length,
};

function factsOf(set: AnswerSet): Facts {
  const unfinished = new Set<string>();
  for (const [i, { code }] of blueprint.entries())
    if (code && set.us[i] === 'open') unfinished.add(code.slice(0, code.indexOf('-')));
  return { ...shared, numbers: slowReport(set, instrument.thresholds), unfinished };
}

/** The sentences of a report, without numbers and names. */
const seen = new Set<string>();
const shapeOf = (sentence: string) =>
  sentence
    .replaceAll(/“[^”]+”(?: \(me \d+, us \d+\))?(?:(?:, | and )“[^”]+”(?: \(me \d+, us \d+\))?)*/g, '…')
    .replaceAll(/\d+/g, 'n')
    .replaceAll(/\((?:to build|under way|solid|strong)\)/g, '(band)');

function check(set: AnswerSet): void {
  const facts = factsOf(set);
  const report = reportOf(set);
  const summary = summarySentences(report, instrument);
  checkSummary(summary, facts);
  for (const sentence of summary) seen.add(shapeOf(sentence));
  checkHeadline(headline(report), facts);
  checkLadder(ladderSentence(report, instrument), facts);
  for (const priority of report.priorities) {
    const place = places.get(priority.question.id) ?? -1;
    const [row, me, us] = [blueprint[place], set.me[place], set.us[place]];
    if (!row || me === undefined || us === undefined) throw new Error('a priority that was not asked');
    const asked = { row, me, us };
    checkReason(priorityReason(priority, instrument, ratings), asked, facts);
    checkClause(priorityClause(priority, report, instrument), asked, facts);
  }
  for (const [i, { me, us }] of report.competencies.entries()) {
    const slow = facts.numbers.competencies[i];
    if (!slow) throw new Error('a competency that was not asked');
    checkScore(scoreSentence(me), scoreCell(me), slow.me, facts);
    checkScore(scoreSentence(us), scoreCell(us), slow.us, facts);
  }
}

describe('every sentence of the report', () => {
  it(`is true on ${sets} random answer sets`, () => {
    for (let seed = 1; seed <= sets; seed++)
      try {
        check(randomSet(seed));
      } catch (error) {
        throw new Error(`answer set ${seed}: ${(error as Error).message}`);
      }
  }, 120_000);

  it('was tested with every kind of result by those sets', () => {
    // Those of one perspective, of one competency, of ties, of every reading, and of what is open.
    for (const shape of [
      /^No competency has a score:/,
      /^No competency has scores for both/,
      /^For us, … stands at/,
      /^For me, … stands at/,
      /^For us, all competencies stand/,
      /^For us, all competencies with a score stand/,
      /^For me, all competencies/,
      /^Strongest for us/,
      /^Strongest for me/,
      /agree: .* in every competency\.$/,
      /agree: .* in every competency with both scores\.$/,
      /close.* …, n points? apart \(me/,
      /close.* …, n points? apart each\.$/,
      /…, n points apart \(me .* borrow/,
      /…, n points apart \(me .* Either you do more/,
      /…, n points apart \(me .* Both are low/,
      /…, n points apart each\. .* borrow/,
      /…, n points apart each\. .* do not all say the same/,
      /^Only … has both scores/,
      /something to teach/,
      /ahead in n of n competencies\./,
      /behind in n of n competencies with both scores\./,
      /part, but both are low/,
      /part\. In n of them both are low/,
      /much alike/,
      /^Views this close/,
      /^These scores are provisional/,
      /^Some of these scores are provisional/,
      /^Scores of principles and of the ladder can still move/,
    ])
      expect(
        [...seen].some((sentence) => shape.test(sentence)),
        String(shape),
      ).toBe(true);
  });
});
