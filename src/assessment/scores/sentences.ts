/**
 * The sentences of the report that depend on the answers: about gaps, strengths and the ladder. Those about
 * priorities are in priority-sentences.ts; the texts about single competencies in data/competencies/.
 */
import type { Instrument, Perspective } from '../instrument.ts';
import { list, many } from '../phrases.ts';
import type { Report } from './report.ts';
import { scoreCell } from './score-text.ts';
import type { CompetencyScore, Score, Scored } from './scores.ts';

type Compared = CompetencyScore & { readonly me: Scored; readonly us: Scored; readonly gap: number };

const isCompared = (score: CompetencyScore): score is Compared =>
  score.us.kind !== 'none' && score.me.kind !== 'none';

const points = (score: Scored) => `${score.points} of ${score.max}`;
const place = (score: Scored) => `${points(score)} (${score.band.title.toLowerCase()})`;
const name = ({ competency }: Pick<CompetencyScore, 'competency'>) => `“${competency.short}”`;

/** Replaces the summary and the headline when no competency has a score, because too few questions are answered or apply. */
export const noScoreSentence = 'No competency has a score: too few of their questions are rated.';

/**
 * Returns the summary: strongest and weakest competency, widest gap, its direction, and how provisional the scores are. When
 * one perspective has no score, it says what the other one says.
 */
export function summarySentences(report: Report, instrument: Instrument): string[] {
  const { competencies } = report;
  const level = extremesSentence(competencies, 'us') || extremesSentence(competencies, 'me');
  return level === '' ? [noScoreSentence] : [level, ...sentencesAfterHeadline(report, instrument)];
}

/** The same without the strongest and the weakest competency, which the headline names (headline.ts). */
export function sentencesAfterHeadline(report: Report, instrument: Instrument): string[] {
  const { competencies } = report;
  if (competencies.every(({ me, us }) => me.kind === 'none' && us.kind === 'none')) return [];
  const compared = competencies.filter(isCompared);
  const views =
    compared.length === 0
      ? ['No competency has scores for both me and us, so the two views cannot be compared.']
      : [gapSentence(compared, instrument), directionSentence(compared, instrument)];
  return [...views, firmnessSentence(report)].filter((sentence) => sentence !== '');
}

/** Names the strongest and the weakest competencies of one perspective; ties are all named. Returns '' when none has a score. */
export function extremesSentence(competencies: readonly CompetencyScore[], perspective: Perspective): string {
  const placed = competencies.flatMap(({ competency, [perspective]: score }) =>
    score.kind === 'none' ? [] : [{ competency, score }],
  );
  const sorted = placed.toSorted((a, b) => b.score.points - a.score.points);
  const [best] = sorted;
  const worst = sorted.at(-1);
  if (!best || !worst) return '';
  if (placed.length === 1) {
    const others = competencies.length > 1 ? '; the others have no score' : '';
    return `For ${perspective}, ${name(best)} stands at ${place(best.score)}${others}.`;
  }
  if (best.score.points === worst.score.points)
    return `For ${perspective}, all competencies${placed.length < competencies.length ? ' with a score' : ''} stand at ${place(best.score)}: no one of them is holding the others up, or back.`;
  const alike = ({ score }: { score: Scored }) =>
    list(sorted.filter((one) => one.score.points === score.points).map(name));
  return `Strongest for ${perspective}: ${alike(best)}, at ${place(best.score)}; weakest: ${alike(worst)}, at ${place(worst.score)}.`;
}

/** Names the competencies with the widest gap, all ties, and says what it may mean. @param compared at least one */
export function gapSentence(compared: readonly Compared[], { thresholds, competencies }: Instrument): string {
  const size = Math.max(...compared.map(({ gap }) => Math.abs(gap)));
  const every = compared.length === competencies.length ? '' : ' with both scores';
  if (size === 0)
    return `The two views agree: me and us come to the same points in every competency${every}.`;
  const widest = compared.filter(({ gap }) => Math.abs(gap) === size);
  const [first] = widest;
  const scores = ({ me, us }: Compared) => `(me ${me.points}, us ${us.points})`;
  const where =
    first && widest.length === 1
      ? `${name(first)}, ${many(size, 'point')} apart ${scores(first)}`
      : `${list(widest.map((one) => `${name(one)} ${scores(one)}`))}, ${many(size, 'point')} apart each`;
  if (size < thresholds.aheadBy) return `The two views are close, and widest on ${where}.`;
  return `The two views part most on ${where}. ${meaningOf(widest)}`;
}

/** What wide gaps may mean. The level comes before the gap: nobody is told to borrow what is low. */
function meaningOf(widest: readonly Compared[]): string {
  const [reading, ...others] = new Set(widest.map((one) => one.reading));
  if (others.length > 0)
    return 'They do not all say the same: the chapter of each has what its gap may mean.';
  if (reading === 'both-low') return 'Both are low there, so look first for what lifts both.';
  return reading === 'i-am-ahead'
    ? 'Either you do more here than the people around you, or you see your own efforts better than theirs. Ask two of them which it is.'
    : 'The people around you seem to do this better than you allow yourself to. Find out what they do, and borrow it.';
}

/** Says whether me or us is ahead in most competencies, and what that may mean. */
export function directionSentence(
  compared: readonly Compared[],
  { thresholds, competencies }: Instrument,
): string {
  const ahead = compared.filter(({ reading }) => reading === 'i-am-ahead').length;
  const behind = compared.filter(({ reading }) => reading === 'we-are-ahead').length;
  const apart = compared.filter(({ gap }) => Math.abs(gap) >= thresholds.aheadBy).length;
  const low = apart - ahead - behind;
  const both = compared.length === competencies.length ? '' : ' with both scores';
  const of = `${many(compared.length, 'competency', 'competencies')}${both}`;
  const [first] = compared;
  if (first && compared.length === 1)
    return `Only ${name(first)} has both scores, so there is nothing to hold it against.`;
  if (ahead > 0 && behind > 0)
    return `You put yourself clearly ahead of the others in ${ahead} of ${of} and clearly behind in ${behind}: you have something to teach, and something to learn.`;
  if (2 * ahead > compared.length)
    return `You put yourself clearly ahead in ${ahead} of ${of}. Service that rests on one person fails customers on the days when that person is away.`;
  if (2 * behind > compared.length)
    return `You put yourself clearly behind in ${behind} of ${of}. That may be modesty, a new job, or work that keeps you far from customers.`;
  if (low > 0) {
    const parted = `In ${apart} of ${of} the two views part`;
    const counted =
      low === apart ? `${parted}, but both are low` : `${parted}. In ${low} of them both are low`;
    return `${counted}: there the level matters more than the gap.`;
  }
  if (apart > 0)
    return `In ${compared.length - apart} of ${of} you see yourself and the people around you much alike.`;
  return 'Views this close can mean that you work as one, or that you were rating the mood of the place twice; a colleague’s ratings would tell.';
}

/** Says what the open questions could move. Returns '' when none is open. */
export function firmnessSentence({ progress, competencies, open }: Report): string {
  if (open.length === 0) return '';
  const kinds = competencies.flatMap(({ me, us }) => [me.kind, us.kind]);
  const unfinished = new Set(open.map(({ competency }) => competency?.id));
  const movable = competencies.filter(({ competency }) => unfinished.has(competency.id)).length;
  const left = progress.of - progress.answered;
  const others = left === 1 ? 'one' : left;
  const count = `${progress.answered} of ${progress.of} questions are answered, and the ${others} left`;
  const which = kinds.includes('final') ? 'Some of these' : 'These';
  const moves = `${movable} of ${many(competencies.length, 'competency', 'competencies')}`;
  if (kinds.includes('provisional'))
    return `${which} scores are provisional: ${count} could still move ${moves}.`;
  if (movable > 0) return `More can still be scored: ${count} could count towards ${moves}.`;
  return `Scores of principles and of the ladder can still move: ${count} ${left === 1 ? 'belongs' : 'belong'} to no competency.`;
}

/** Says on which rung of the ladder to start. */
export function ladderSentence({ weakRung, lenses }: Report, { thresholds }: Instrument): string {
  if (weakRung && weakRung.us.kind !== 'none') {
    const start = `Start at ${weakRung.scale.title.toLowerCase()}, at ${points(weakRung.us)}: it is the bottom rung that is below ${thresholds.weakRungBelow}`;
    const place = lenses.tier.indexOf(weakRung);
    const unscored = lenses.tier.slice(0, place).filter(({ us }) => us.kind === 'none');
    const beneath =
      unscored.length === 0
        ? ''
        : ` Beneath it, ${list(unscored.map(({ scale }) => scale.title.toLowerCase()))} ${unscored.length === 1 ? 'has' : 'have'} no score.`;
    if (place < lenses.tier.length - 1) return `${start}, and what stands above rests on it.${beneath}`;
    const bearing = lenses.tier.every(({ us }) => us.kind !== 'none');
    return bearing ? `${start}, and the others will bear it.` : `${start}.${beneath}`;
  }
  if (lenses.tier.every(({ us }) => us.kind === 'none'))
    return 'No rung of the ladder has enough ratings for a score.';
  if (lenses.tier.some(({ us }) => us.kind === 'none'))
    return `No rung with a score is below ${thresholds.weakRungBelow}, but some have no score.`;
  return `No rung is below ${thresholds.weakRungBelow}: the ladder will bear your weight, so start wherever customers would notice first.`;
}

/** Returns a score in words, for example "14 of 24, solid"; a provisional one with its bounds. */
export function scoreSentence(score: Score): string {
  if (score.kind === 'none') {
    const { points: _, band, note } = scoreCell(score);
    return note === '' ? band : `${band}${score.open > 0 ? ' yet' : ''}: ${note}`;
  }
  const base = `${points(score)}, ${score.band.title.toLowerCase()}`;
  if (score.kind === 'final') return base;
  return `${base}, provisional from ${score.rated} of ${score.of}; it could still become anything from ${score.lowest} to ${score.highest}`;
}
