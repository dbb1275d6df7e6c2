/**
 * The sentences of the report that depend on the answers. To change what the report says about a gap, a strength or a
 * priority, change it here; what it says about one competency in particular is in data/competencies/.
 */
import type { Rating } from './answers.ts';
import type { Instrument } from './instrument.ts';
import type { Priority } from './priorities.ts';
import type { Report } from './report.ts';
import type { CompetencyScore, Score, Scored } from './scores.ts';

type Compared = CompetencyScore & { readonly me: Scored; readonly us: Scored; readonly gap: number };

const isCompared = (score: CompetencyScore): score is Compared =>
  score.me.kind !== 'none' && score.us.kind !== 'none';

const points = (score: Scored) => `${score.points} of ${score.max}`;
const band = (score: Scored) => score.band.title.toLowerCase();
const name = ({ competency }: CompetencyScore) => `“${competency.title}”`;

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Three to five sentences for the summary: strongest, weakest, widest gap, what it may mean, how firm it is. */
export function summarySentences(report: Report, instrument: Instrument, group: string): string[] {
  const compared = report.competencies.filter(isCompared);
  if (compared.length === 0)
    return [
      'None of the competencies has enough answers for a score of both me and us, because so many questions were marked as not applicable.',
    ];
  return [
    extremesSentence(compared, group),
    gapSentence(compared, instrument, group),
    directionSentence(compared, instrument, group),
    firmnessSentence(report),
  ].filter((sentence) => sentence !== '');
}

/** Which competency is strongest and which weakest, from us. */
export function extremesSentence(compared: readonly Compared[], group: string): string {
  const sorted = compared.toSorted((a, b) => b.us.share - a.us.share);
  const best = sorted[0];
  const worst = sorted.at(-1);
  if (!best || !worst) return '';
  const bests = sorted.filter(({ us }) => us.points === best.us.points);
  const worsts = sorted.filter(({ us }) => us.points === worst.us.points);
  if (best.us.points === worst.us.points)
    return `All competencies stand level for ${group}, at ${points(best.us)} (${band(best.us)}): no one of them is holding the others up or back.`;
  const verb = (count: number) => (count === 1 ? 'is' : 'are');
  return `Strongest for ${group} ${verb(bests.length)} ${list(bests.map(name))}, at ${points(best.us)} (${band(best.us)}); weakest ${verb(worsts.length)} ${list(worsts.map(name))}, at ${points(worst.us)} (${band(worst.us)}).`;
}

/** Where the two views part most, and what that may mean. */
export function gapSentence(compared: readonly Compared[], instrument: Instrument, group: string): string {
  const widest = compared.reduce((a, b) => (Math.abs(b.gap) > Math.abs(a.gap) ? b : a));
  const { me, us, gap } = widest;
  const size = Math.abs(gap);
  const unit = size === 1 ? 'point' : 'points';
  if (size === 0) return `You see yourself and ${group} alike everywhere: not one competency shows a gap.`;
  const facts = `me ${me.points}, us ${us.points}`;
  if (size < instrument.thresholds.aheadBy)
    return `You see yourself and ${group} much alike; the widest gap is ${size} ${unit}, on ${name(widest)} (${facts}).`;
  const meaning =
    gap < 0
      ? 'either you do more here than the people around you, or you see your own efforts and not theirs; ask two of them'
      : 'the people around you seem to do this better than you allow yourself to; find out what they do, and borrow it';
  return `The two views part most on ${name(widest)}, by ${size} ${unit} (${facts}): ${meaning}.`;
}

/** Whether one side is above the other across the board. */
export function directionSentence(
  compared: readonly Compared[],
  { thresholds }: Instrument,
  group: string,
): string {
  const ahead = compared.filter(({ gap }) => -gap >= thresholds.aheadBy).length;
  const behind = compared.filter(({ gap }) => gap >= thresholds.aheadBy).length;
  const of = `${compared.length} competencies`;
  if (ahead > 0 && behind > 0)
    return `You put yourself clearly ahead of ${group} in ${ahead} of ${of} and clearly behind in ${behind}: you have something to teach there, and something to learn.`;
  if (2 * ahead > compared.length)
    return `You put yourself clearly ahead of ${group} in ${ahead} of ${of}; one person carrying the service is a risk to customers on the days that person is away.`;
  if (2 * behind > compared.length)
    return `You put yourself clearly behind ${group} in ${behind} of ${of}; that may be modesty, a new job, or work that keeps you far from customers.`;
  return '';
}

/** Says when scores may still move, and how far the answers reach. */
export function firmnessSentence({ progress, competencies }: Report): string {
  const provisional = competencies.filter(
    ({ me, us }) => me.kind === 'provisional' || us.kind === 'provisional',
  ).length;
  if (provisional === 0) return '';
  const left = progress.of - progress.answered;
  return `These scores are provisional: ${progress.answered} of ${progress.of} questions are answered, and the ${left} left could still move ${provisional} of ${competencies.length} competencies.`;
}

const words: Record<Rating, string> = { 0: 'not yet', 1: 'sometimes', 2: 'mostly', 3: 'always' };

/** Why this question is one to start with. */
export function priorityReason({ question, answer, total }: Priority, { thresholds }: Instrument): string {
  const say = (response: Priority['answer']['me']) =>
    response === 'not-applicable' ? 'not applicable' : `“${words[response]}”`;
  const reasons = [`you answered ${say(answer.me)} for yourself and ${say(answer.us)} for us`];
  if (total >= thresholds.strengthFrom)
    reasons.push('which is strong already: nothing you have answered is lower, so guard this first');
  else if (total >= thresholds.coachingBelow) reasons.push('which leaves room, and nothing stands lower');
  if (question.key) reasons.push('it is one of the key questions');
  reasons.push(`it belongs to ${question.tier}, and what is higher on the ladder rests on it`);
  const sentence = list(reasons);
  return `${sentence[0]?.toUpperCase()}${sentence.slice(1)}.`;
}

/** What to make of the ladder. */
export function ladderSentence({ weakRung, lenses }: Report, { thresholds }: Instrument): string {
  if (weakRung && weakRung.us.kind !== 'none')
    return `Start at ${weakRung.scale.title.toLowerCase()}, at ${points(weakRung.us)}: it is the lowest rung below ${thresholds.weakRungBelow}, and what stands above it rests on it.`;
  if (lenses.tier.every(({ us }) => us.kind === 'none'))
    return 'No rung of the ladder has enough answers for a score yet.';
  return `No rung is below ${thresholds.weakRungBelow}: the ladder will bear your weight, so start wherever customers would notice first.`;
}

/** "14 of 24, solid, from 5 of 8; it could still end between 9 and 18" */
export function scoreSentence(score: Score): string {
  if (score.kind === 'none') return `no score yet: ${score.rated} of ${score.of} rated`;
  const base = `${points(score)}, ${band(score)}`;
  if (score.kind === 'final') return base;
  return `${base}, provisional from ${score.rated} of ${score.of}; it could still become anything from ${score.lowest} to ${score.highest}`;
}
