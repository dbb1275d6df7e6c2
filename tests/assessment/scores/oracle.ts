/**
 * An independent calculation of the scores, written from docs/design.md, "Scores", and not from the code: plain loops over
 * one flat list, fractions kept as two whole numbers, bounds found by trying, order found by comparing every question with
 * every other. It shares no code and no data with src/.
 */
import { blueprint, competencies, demands, levels, recommendedOrder, tiers } from '../blueprint.ts';

export type Mark = 0 | 1 | 2 | 3 | 'na' | 'open';

/** A question's place in `blueprint` is its place here. */
export interface AnswerSet {
  readonly me: readonly Mark[];
  readonly us: readonly Mark[];
}

/** The thresholds that data/framework.yaml sets. */
export interface OpenPoints {
  readonly aheadBy: number;
  readonly bothHighFrom: number;
  readonly weakRungBelow: number;
}

export interface Slow {
  kind: 'none' | 'provisional' | 'final';
  rated: number;
  /** Unanswered; only without a score. */
  open?: number;
  of: number;
  points?: number;
  max?: number;
  band?: number;
  lowest?: number;
  highest?: number;
  sum?: number;
}

/** Half goes up: take whole units off until less than one is left, then look at what is left. */
function rounded(top: number, bottom: number): number {
  const left = top % bottom;
  const units = (top - left) / bottom;
  return left + left >= bottom ? units + 1 : units;
}

function scoreOf(marks: readonly Mark[], max: number, fewest = 2): Slow {
  let sum = 0;
  let rated = 0;
  let open = 0;
  for (const mark of marks) {
    if (mark === 'open') open += 1;
    if (typeof mark === 'number') {
      sum += mark;
      rated += 1;
    }
  }
  if (rated < fewest) return { kind: 'none', rated, open, of: marks.length };
  // Of the open ones, any number may turn out to apply; those then get nothing, or everything.
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let applying = 0; applying <= open; applying += 1) {
    const whole = 3 * (rated + applying);
    const worst = rounded(max * sum, whole);
    const best = rounded(max * (sum + 3 * applying), whole);
    if (worst < lowest) lowest = worst;
    if (best > highest) highest = best;
  }
  const whole = 3 * rated;
  const points = rounded(max * sum, whole);
  // Under 34 % of the maximum to build, under 60 % under way, under 80 % solid, else strong; by the points that are shown.
  let band = 3;
  if (100 * points < 80 * max) band = 2;
  if (100 * points < 60 * max) band = 1;
  if (100 * points < 34 * max) band = 0;
  return {
    kind: open > 0 ? 'provisional' : 'final',
    rated,
    of: marks.length,
    points,
    max,
    band,
    lowest,
    highest,
    sum,
  };
}

/** One line a question: what it counts towards. */
const rows = blueprint.map(({ id, key, reverse, code, tier, level, demand }) => ({
  id,
  key,
  reverse,
  principle: id.slice(0, id.indexOf('.')),
  competency: code?.slice(0, code.indexOf('-')),
  tier,
  level,
  demand,
}));
type Row = (typeof rows)[number];

function marksWhere(marks: readonly Mark[], counts: (row: Row) => boolean): Mark[] {
  const found: Mark[] = [];
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i];
    const mark = marks[i];
    if (row && mark !== undefined && counts(row)) found.push(mark);
  }
  return found;
}

/** First the level: both to build is both low, however far apart. Then who is ahead. Then the mean of the points. */
function readingOf(me: Slow, us: Slow, open: OpenPoints): string | undefined {
  if (me.points === undefined || us.points === undefined) return undefined;
  // To build is under 34 % of 24 points.
  if (100 * me.points < 34 * 24 && 100 * us.points < 34 * 24) return 'both-low';
  if (me.points + open.aheadBy <= us.points) return 'we-are-ahead';
  if (us.points + open.aheadBy <= me.points) return 'i-am-ahead';
  // The mean of the two, out of 24, in per cent.
  const high = (100 * (me.points + us.points)) / 2 >= open.bothHighFrom * 24;
  return high ? 'both-high' : 'both-low';
}

interface Candidate {
  readonly id: string;
  readonly total: number;
  readonly key: boolean;
  readonly tier: number;
  readonly gap: number;
  readonly place: number;
}

/** Whether a stands before b: low first, key first, lower tier, larger gap, recommended order. */
function beats(a: Candidate, b: Candidate): boolean {
  if (a.total !== b.total) return a.total < b.total;
  if (a.key !== b.key) return a.key;
  if (a.tier !== b.tier) return a.tier < b.tier;
  if (a.gap !== b.gap) return a.gap > b.gap;
  return a.place < b.place;
}

function totalOf(me: Mark, us: Mark): number | undefined {
  if (typeof me === 'number' && typeof us === 'number') return me + us;
  if (typeof me === 'number') return me + me;
  if (typeof us === 'number') return us + us;
  return undefined;
}

const placeOf: Record<string, number> = {};
for (let i = 0; i < recommendedOrder.length; i += 1) placeOf[String(recommendedOrder[i])] = i;

/** What a rating of a question worded the other way round counts as. */
const otherWay: Readonly<Record<Mark, Mark>> = { 0: 3, 1: 2, 2: 1, 3: 0, na: 'na', open: 'open' };

/** Turns the ratings of reverse questions, which comes before anything else is done with them. */
function turnedRound(given: AnswerSet): AnswerSet {
  const me = [...given.me];
  const us = [...given.us];
  for (let i = 0; i < rows.length; i += 1) {
    const mine = me[i];
    const ours = us[i];
    if (!rows[i]?.reverse || mine === undefined || ours === undefined) continue;
    me[i] = otherWay[mine];
    us[i] = otherWay[ours];
  }
  return { me, us };
}

/** Every number that a report has to show. @param given the ratings as they were chosen */
export function slowReport(given: AnswerSet, open: OpenPoints) {
  const set = turnedRound(given);
  const competencyRows = [];
  for (const code of competencies) {
    const counts = (row: Row) => row.competency === code;
    const me = scoreOf(marksWhere(set.me, counts), 24);
    const us = scoreOf(marksWhere(set.us, counts), 24);
    const gap = me.points === undefined || us.points === undefined ? undefined : us.points - me.points;
    competencyRows.push({ id: code, me, us, gap, reading: readingOf(me, us, open) });
  }

  const principleRows = [];
  let total: { points: number; max: number } | undefined = { points: 0, max: 0 };
  for (let number = 1; number <= 10; number += 1) {
    const us = scoreOf(
      marksWhere(set.us, (row) => row.principle === String(number)),
      100,
    );
    principleRows.push({ id: String(number), us, workOnThis: us.points !== undefined && us.points < 30 });
    if (us.kind !== 'final' || us.points === undefined) total = undefined;
    else if (total) total = { points: total.points + us.points, max: total.max + 100 };
  }

  const lens = (ids: readonly string[], tag: 'tier' | 'level' | 'demand') =>
    ids.map((id) => ({
      id,
      // A lens takes four ratings for a score.
      us: scoreOf(
        marksWhere(set.us, (row) => row[tag] === id),
        100,
        4,
      ),
    }));
  const tierRows = lens(tiers, 'tier');
  let weakRung: string | undefined;
  for (let i = tierRows.length - 1; i >= 0; i -= 1) {
    const rung = tierRows[i];
    if (rung?.us.points !== undefined && rung.us.points < open.weakRungBelow) weakRung = rung.id;
  }

  const questions: Record<string, { standing: string | undefined; gap: number | undefined }> = {};
  const candidates: Candidate[] = [];
  let answered = 0;
  let keyAnswered = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i];
    const me = set.me[i];
    const us = set.us[i];
    if (!row || me === undefined || us === undefined || me === 'open' || us === 'open') continue;
    answered += 1;
    if (row.key) keyAnswered += 1;
    const sum = totalOf(me, us);
    const gap = typeof me === 'number' && typeof us === 'number' ? us - me : undefined;
    let standing: string | undefined;
    if (sum !== undefined) standing = sum < 3 ? 'low' : sum === 5 || sum === 6 ? 'strength' : 'middle';
    questions[row.id] = { standing, gap };
    // Nothing applies, or it is a strength and needs no step.
    if (sum === undefined || standing === 'strength') continue;
    const place = placeOf[row.id] ?? -1;
    const size = gap === undefined ? 0 : gap < 0 ? -gap : gap;
    candidates.push({
      id: row.id,
      total: sum,
      key: row.key,
      tier: tiers.indexOf(row.tier),
      gap: size,
      place,
    });
  }

  const priorities: { id: string; total: number }[] = [];
  for (const candidate of candidates) {
    let betterOnes = 0;
    for (const other of candidates) if (beats(other, candidate)) betterOnes += 1;
    if (betterOnes < 3) priorities[betterOnes] = { id: candidate.id, total: candidate.total };
  }

  return {
    competencies: competencyRows,
    principles: principleRows,
    total,
    tiers: tierRows,
    levels: lens(levels, 'level'),
    demands: lens(demands, 'demand'),
    weakRung,
    priorities,
    questions,
    answered,
    keyAnswered,
  };
}
