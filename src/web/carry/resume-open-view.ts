/** What is asked before anything changes: what was brought beside what is here, and what to do with the two. */

import {
  type Choice,
  differenceOf,
  newAmong,
  type Pair,
  pairsOf,
  pickKey,
  type Side,
} from '../../assessment/comparison/merge.ts';
import { type Holdings, isEmptyHoldings } from '../../assessment/holdings.ts';
import type { QuestionId } from '../../assessment/instrument.ts';
import { questionOf } from '../../assessment/instrument.ts';
import { isEmptyMoments } from '../../assessment/moments.ts';
import { isEmptyPlan } from '../../assessment/plan.ts';
import type { Content } from '../../content/content.ts';
import type { FieldError } from '../http/form.ts';
import type { Page } from '../render/page.ts';
import { counted, listed, questionLabel, shortRating } from '../render/wording.ts';
import { fingerprintOfHoldings } from '../visitor/fingerprint.ts';
import { heldUntil, holdingsView } from '../visitor/holdings-view.ts';
import { groupName, nextAddress, type Visit } from '../visitor/visit.ts';

export interface Brought {
  readonly from: 'link' | 'file';
  /** What the form hands on, whatever it came in. */
  readonly token: string;
  readonly holdings: Holdings;
}

/** The choice as far as it was made; the page proposes the rest. */
export type Entered = Partial<Choice>;

/** Whether two worksheets have the same texts, whenever they were saved. */
const sameWorksheet = <Worksheet extends { savedOn: string }>(a: Worksheet, b: Worksheet): boolean =>
  JSON.stringify({ ...a, savedOn: '' }) === JSON.stringify({ ...b, savedOn: '' });

/** Whether both sides have one, and not the same. */
function clash<Worksheet extends { savedOn: string }>(
  here: Worksheet,
  brought: Worksheet,
  isEmpty: (worksheet: Worksheet) => boolean,
): boolean {
  return !isEmpty(here) && !isEmpty(brought) && !sameWorksheet(here, brought);
}

/** What the page proposes: what loses nothing, and where two differ, what was changed later. */
export function proposed(here: Holdings, brought: Holdings): Choice {
  const pairs = pairsOf(here.visitor, brought.visitor);
  const isOfOnePerson = (pair: Pair) =>
    pair.here.name === pair.brought.name || pair.here.name === '' || pair.brought.name === '';
  const latest = (side: Side) => Math.max(0, ...pairs.map((pair) => pair[side].changedOn));
  const later = (ours: string, theirs: string): Side => (theirs > ours ? 'brought' : 'here');
  return {
    how: isEmptyHoldings(here)
      ? 'replace'
      : pairs.length > 0 && pairs.every(isOfOnePerson)
        ? 'merge'
        : 'beside',
    wins: latest('brought') >= latest('here') ? 'brought' : 'here',
    picks: new Map(),
    plan: later(here.plan.savedOn, brought.plan.savedOn),
    moments: later(here.moments.savedOn, brought.moments.savedOn),
  };
}

/** Whether there is nothing in what was brought that this browser does not hold already. */
function holdsAll(here: Holdings, brought: Holdings): boolean {
  return (
    newAmong(here.visitor, brought.visitor).length === 0 &&
    (isEmptyPlan(brought.plan) || sameWorksheet(here.plan, brought.plan)) &&
    (isEmptyMoments(brought.moments) || sameWorksheet(here.moments, brought.moments))
  );
}

export function openView(
  content: Content,
  { notices, savedUntil }: Visit,
  here: Holdings,
  { from, token, holdings: brought }: Brought,
  entered: Entered = {},
  errors: readonly FieldError[] = [],
) {
  const pairs = pairsOf(here.visitor, brought.visitor);
  const choice: Choice = { ...proposed(here, brought), ...entered };
  const alone = newAmong(here.visitor, brought.visitor);
  const unpaired = alone.filter((assessment) => !pairs.some((pair) => pair.brought === assessment));
  const names = (list: Holdings['visitor']['assessments']) =>
    listed(list.map((assessment) => `“${groupName(content, assessment)}”`));
  const hereEmpty = isEmptyHoldings(here);
  const hasAnswers = brought.visitor.assessments.length > 0;
  const asked = pairs.map((pair) => pairView(content, pair, choice));
  const planClash = clash(here.plan, brought.plan, isEmptyPlan);
  const momentsClash = clash(here.moments, brought.moments, isEmptyMoments);
  const ways = hereEmpty
    ? []
    : (['merge', 'beside', 'replace'] as const).filter((way) =>
        way === 'merge' ? pairs.length > 0 : way === 'beside' || hasAnswers,
      );
  return {
    layout: {
      title: 'Carry on here?',
      description: 'Choose what becomes of what you bring and of what this browser holds.',
      section: 'other',
      styles: ['fields', 'resume'],
      personal: true,
      indexed: false,
    },
    notices,
    savedUntil: heldUntil(savedUntil, here),
    errors,
    error: errors.find(({ field }) => field === 'how')?.text ?? '',
    from,
    token,
    seen: fingerprintOfHoldings(here),
    brought: holdingsView(content, brought),
    here: hereEmpty ? undefined : holdingsView(content, here),
    nothingNew: holdsAll(here, brought),
    onwards: here.visitor.assessments.length > 0 ? nextAddress(content, here.visitor) : '/resume',
    /** One way is no question: it is a button. */
    ways: ways.length > 1 ? ways.map((way) => ({ way, chosen: way === choice.how })) : [],
    only: ways.length > 1 ? '' : (ways[0] ?? 'replace'),
    pairs: asked,
    differing: asked.reduce((sum, { differing }) => sum + differing.length, 0),
    added: { merging: names(unpaired), beside: names(alone) },
    /** Replacing removes no worksheet that it does not replace. */
    stays: listed([
      ...(!isEmptyPlan(here.plan) && isEmptyPlan(brought.plan) ? ['your contract for change'] : []),
      ...(!isEmptyMoments(here.moments) && isEmptyMoments(brought.moments) ? ['your moments of truth'] : []),
    ]),
    removed: listed(removedBy(content, here, planClash, momentsClash)),
    wins: choice.wins,
    worksheets: [
      ...(planClash ? [{ field: 'plan', name: 'contract for change', keeps: choice.plan }] : []),
      ...(momentsClash ? [{ field: 'moments', name: 'moments of truth', keeps: choice.moments }] : []),
    ],
  } satisfies Page & Record<string, unknown>;
}

function pairView(content: Content, pair: Pair, { picks }: Choice) {
  const { same, onlyHere, onlyBrought, differing } = differenceOf(pair);
  return {
    here: groupName(content, pair.here),
    brought: groupName(content, pair.brought),
    does: inWords([
      [onlyBrought, 'gap here is filled', 'gaps here are filled'],
      [onlyHere, 'answer that only this browser has stays', 'answers that only this browser has stay'],
      [same, 'answer is alike', 'answers are alike'],
      [differing.length, 'differs, to be decided below', 'differ, to be decided below'],
    ]),
    differing: differing.map((id) => ({
      field: `pick-${pickKey(pair.here.id, id)}`,
      label: labelOf(content, id),
      here: ratingsOf(pair.here, id),
      brought: ratingsOf(pair.brought, id),
      picked: picks.get(pickKey(pair.here.id, id)) ?? '',
    })),
  };
}

/** What replacing takes away: "“Ward 7” with 2 snapshots and your contract for change". */
function removedBy(content: Content, { visitor }: Holdings, plan: boolean, moments: boolean): string[] {
  const assessments = visitor.assessments.map((assessment) => {
    const { length } = assessment.snapshots;
    const name = `“${groupName(content, assessment)}”`;
    return length > 0 ? `${name} with ${counted(length, 'snapshot')}` : name;
  });
  return [
    ...(assessments.length > 0 ? assessments : ['no answers']),
    ...(plan ? ['your contract for change'] : []),
    ...(moments ? ['your moments of truth'] : []),
  ];
}

/** The counts that are not nought: "20 gaps here are filled, 6 differ, to be decided below". */
function inWords(counts: readonly (readonly [count: number, one: string, many: string])[]): string {
  const told = counts.flatMap(([count, one, many]) => (count > 0 ? [counted(count, one, many)] : []));
  return told.length > 0 ? told.join('; ') : 'nothing is answered in either';
}

/** The question's beginning; only its id when this site does not ask it any more. */
function labelOf({ instrument }: Content, id: QuestionId): string {
  const question = questionOf(instrument, id);
  return question ? questionLabel(question, 90) : id;
}

function ratingsOf({ answers }: Pair[Side], id: QuestionId): string {
  const answer = answers.get(id);
  return answer ? `me ${shortRating(answer.me)}, us ${shortRating(answer.us)}` : '';
}
