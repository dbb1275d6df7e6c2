/**
 * The sentences of the report that depend on the answers: about gaps, strengths, priorities and the ladder. The texts about
 * single competencies are in data/competencies/.
 */
import type { PerspectiveAnswer } from '../answers.ts';
import type { Instrument } from '../instrument.ts';
import { list, many } from '../phrases.ts';
import { gapOf } from '../standing.ts';
import type { Priority } from './priorities.ts';
import type { Report } from './report.ts';
import { turnedSentence } from './score-text.ts';
import type { CompetencyScore, Score, Scored } from './scores.ts';

type Compared = CompetencyScore & { readonly me: Scored; readonly us: Scored; readonly gap: number };
type Placed = CompetencyScore & { readonly us: Scored };

const isPlaced = (score: CompetencyScore): score is Placed => score.us.kind !== 'none';
const isCompared = (score: CompetencyScore): score is Compared => isPlaced(score) && score.me.kind !== 'none';

const points = (score: Scored) => `${score.points} of ${score.max}`;
const place = (score: Scored) => `${points(score)} (${score.band.title.toLowerCase()})`;
const name = ({ competency }: CompetencyScore) => `“${competency.short}”`;
/** Returns the summary: strongest and weakest competency, widest gap, its direction, and how provisional the scores are. */
export function summarySentences(report: Report, instrument: Instrument): string[] {
  if (!report.competencies.some(isCompared)) return [noneCompared];
  return [
    extremesSentence(report.competencies.filter(isPlaced)),
    ...sentencesAfterHeadline(report, instrument),
  ];
}

const noneCompared =
  'No competency has a score for both me and us, because so many of their questions are marked as not applicable.';

/** The same without the strongest and the weakest competency, which the headline names (headline.ts). */
export function sentencesAfterHeadline(report: Report, instrument: Instrument): string[] {
  const compared = report.competencies.filter(isCompared);
  if (compared.length === 0) {
    const hasAny = report.competencies.some(({ me, us }) => me.kind !== 'none' || us.kind !== 'none');
    // Otherwise the headline says that there is none.
    return hasAny ? [noneCompared] : [];
  }
  return [
    gapSentence(compared, instrument),
    directionSentence(compared, instrument),
    firmnessSentence(report),
  ].filter((sentence) => sentence !== '');
}

/** Names the strongest and the weakest competencies for us; ties are all named. Returns '' when none has a score. */
export function extremesSentence(placed: readonly Placed[]): string {
  const sorted = placed.toSorted((a, b) => b.us.points - a.us.points);
  const [best] = sorted;
  const worst = sorted.at(-1);
  if (!best || !worst) return '';
  if (best === worst) return `For us, ${name(best)} stands at ${place(best.us)}; the others have no score.`;
  if (place(best.us) === place(worst.us))
    return `For us, all competencies with a score stand at ${place(best.us)}: no one of them is holding the others up, or back.`;
  const alike = (one: Placed) => list(sorted.filter(({ us }) => place(us) === place(one.us)).map(name));
  return `Strongest for us: ${alike(best)}, at ${place(best.us)}; weakest: ${alike(worst)}, at ${place(worst.us)}.`;
}

/** Names the competency with the widest gap and says what the gap may mean. */
export function gapSentence(compared: readonly Compared[], { thresholds }: Instrument): string {
  const widest = compared.reduce((a, b) => (Math.abs(b.gap) > Math.abs(a.gap) ? b : a));
  const { me, us, gap } = widest;
  const size = Math.abs(gap);
  if (size === 0)
    return 'The two views agree: you give yourself exactly what you give the people around you.';
  const facts = `${many(size, 'point')} apart (me ${me.points}, us ${us.points})`;
  if (size < thresholds.aheadBy) return `The two views are close, and widest on ${name(widest)}, ${facts}.`;
  if (widest.reading === 'both-low')
    return `The two views part most on ${name(widest)}, ${facts}. Both are low there, so look first for what lifts both.`;
  const meaning =
    gap < 0
      ? 'Either you do more here than the people around you, or you see your own efforts better than theirs. Ask two of them which it is.'
      : 'The people around you seem to do this better than you allow yourself to. Find out what they do, and borrow it.';
  return `The two views part most on ${name(widest)}, ${facts}. ${meaning}`;
}

/** Says whether me or us is ahead in most competencies, and what that may mean. */
export function directionSentence(compared: readonly Compared[], { thresholds }: Instrument): string {
  const ahead = compared.filter(({ reading }) => reading === 'i-am-ahead').length;
  const behind = compared.filter(({ reading }) => reading === 'we-are-ahead').length;
  const apart = compared.filter(({ gap }) => Math.abs(gap) >= thresholds.aheadBy).length;
  const low = apart - ahead - behind;
  const of = `${compared.length} competencies`;
  if (compared.length === 1)
    return 'Only this one competency has both scores, so there is nothing to hold it against.';
  if (ahead > 0 && behind > 0)
    return `You put yourself clearly ahead of the others in ${ahead} of ${of} and clearly behind in ${behind}: you have something to teach, and something to learn.`;
  if (2 * ahead > compared.length)
    return `You put yourself clearly ahead in ${ahead} of ${of}. Service that rests on one person fails customers on the days when that person is away.`;
  if (2 * behind > compared.length)
    return `You put yourself clearly behind in ${behind} of ${of}. That may be modesty, a new job, or work that keeps you far from customers.`;
  if (low > 0)
    return `In ${low} of ${of} the two views part, but both are low: there the level matters more than the gap.`;
  if (apart > 0)
    return `In ${compared.length - apart} of ${of} you see yourself and the people around you much alike.`;
  return 'Views this close can mean that you work as one, or that you were rating the mood of the place twice; a colleague’s ratings would tell.';
}

/** Says how many competencies are provisional. Returns '' when none is. */
export function firmnessSentence({ progress, competencies }: Report): string {
  const provisional = competencies.filter(
    ({ me, us }) => me.kind === 'provisional' || us.kind === 'provisional',
  ).length;
  if (provisional === 0) return '';
  const left = progress.of - progress.answered;
  const others = left === 1 ? 'one' : left;
  return `These scores are provisional: ${progress.answered} of ${progress.of} questions are answered, and the ${others} left could still move ${provisional} of ${competencies.length} competencies.`;
}

/**
 * Says why a question is a priority, by the criteria of priorities.ts.
 * @param ratings the names of ratings 0 to 3
 */
export function priorityReason(
  { question, answer, total }: Priority,
  { thresholds, lenses }: Instrument,
  ratings: readonly string[],
): string {
  const say = (given: PerspectiveAnswer) =>
    given === 'not-applicable' ? 'not applicable' : `“${ratings[given]?.toLowerCase()}”`;
  const sentences = [`You said ${say(answer.me)} for yourself and ${say(answer.us)} for us.`];
  if (question.reverse) sentences.push(turnedSentence);
  if (total >= thresholds.strengthFrom) sentences.push('That is strong already, so guard it.');
  else if (total >= thresholds.coachingBelow) sentences.push('That is not low, and still leaves room.');
  if (question.key) sentences.push('It is a key question, one that much else depends on.');
  const gap = Math.abs(gapOf(question, answer) ?? 0);
  if (gap >= thresholds.viewsPartFrom)
    sentences.push(`Your two views of it are ${many(gap, 'rating')} apart, so it is worth a conversation.`);
  const rung = lenses.tier.findIndex(({ id }) => id === question.tier);
  const above = lenses.tier.length - 1 - rung;
  if (rung >= 0 && above > 0)
    sentences.push(
      `It stands on the rung of ${lenses.tier[rung]?.title.toLowerCase()}, with ${above === 1 ? 'one rung' : `${above} rungs`} of the ladder resting on it.`,
    );
  return sentences.join(' ');
}

/** Says on which rung of the ladder to start. */
export function ladderSentence({ weakRung, lenses }: Report, { thresholds }: Instrument): string {
  if (weakRung && weakRung.us.kind !== 'none') {
    const start = `Start at ${weakRung.scale.title.toLowerCase()}, at ${points(weakRung.us)}: it is the lowest rung below ${thresholds.weakRungBelow}`;
    if (lenses.tier.indexOf(weakRung) < lenses.tier.length - 1)
      return `${start}, and what stands above rests on it.`;
    const bearing = lenses.tier.every(({ us }) => us.kind !== 'none');
    return bearing ? `${start}, and the others will bear it.` : `${start}.`;
  }
  if (lenses.tier.every(({ us }) => us.kind === 'none'))
    return 'No rung of the ladder has enough answers for a score yet.';
  if (lenses.tier.some(({ us }) => us.kind === 'none'))
    return `No rung with a score is below ${thresholds.weakRungBelow}, but some have no score yet.`;
  return `No rung is below ${thresholds.weakRungBelow}: the ladder will bear your weight, so start wherever customers would notice first.`;
}

/** Returns a score in words, for example "14 of 24, solid"; a provisional one with its bounds. */
export function scoreSentence(score: Score): string {
  if (score.kind === 'none') return `no score yet: ${score.rated} of ${score.of} rated`;
  const base = `${points(score)}, ${score.band.title.toLowerCase()}`;
  if (score.kind === 'final') return base;
  return `${base}, provisional from ${score.rated} of ${score.of}; it could still become anything from ${score.lowest} to ${score.highest}`;
}
