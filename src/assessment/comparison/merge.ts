/**
 * Merges what a link or a file brings into what the browser holds (docs/design.md, "Carrying on"). Nothing of the browser is
 * lost unless the visitor chose to replace it; what was not brought stays as it is.
 */
import { type Answer, type Answers, sameAnswer, sameAnswers } from '../answers.ts';
import type { Holdings } from '../holdings.ts';
import type { QuestionId } from '../instrument.ts';
import { isEmptyMoments } from '../moments.ts';
import { isEmptyPlan } from '../plan.ts';
import { type Assessment, type Snapshot, snapshotsKept, type Visitor } from '../visitor.ts';

/** 'here' is what the browser holds, 'brought' what the link or file holds. */
export const sides = ['here', 'brought'] as const;
export type Side = (typeof sides)[number];

/** Two assessments of the same level of the business that can be merged. */
export interface Pair {
  readonly here: Assessment;
  readonly brought: Assessment;
}

/** What the visitor chose to do with what was brought. */
export interface Choice {
  readonly how: 'replace' | 'beside' | 'merge';
  /** When merging: the side whose answer is taken where both have one and they differ. */
  readonly wins: Side;
  /** When merging: the side for single questions, by `pickKey`. */
  readonly picks: ReadonlyMap<string, Side>;
  /** When adding or merging: whose plan is kept when both sides have one. */
  readonly plan: Side;
  /** When adding or merging: whose moments are kept when both sides have some. */
  readonly moments: Side;
}

/** Returns the key of a question in `picks`. @param id of the browser's assessment */
export function pickKey(id: string, question: QuestionId): string {
  return `${id}-${question}`;
}

/**
 * Returns the pairs of assessments that can be merged, each assessment in one pair at most, in the order of `brought`. Both
 * have the same level. Equal ones are paired first, then those of the same name, then any. Ids are not compared:
 * they are random, or "1" in every browser that began with an earlier version. Assessments whose snapshots cannot be joined
 * are not paired.
 */
export function pairsOf(here: Visitor, brought: Visitor): Pair[] {
  const closeness: ((pair: Pair) => boolean)[] = [
    (pair) => sameContent(pair.here, pair.brought),
    (pair) => pair.here.name === pair.brought.name,
    () => true,
  ];
  const pairs: Pair[] = [];
  for (const isClose of closeness)
    for (const theirs of brought.assessments) {
      if (pairs.some((pair) => pair.brought === theirs)) continue;
      const match = here.assessments
        .filter((ours) => ours.level === theirs.level && !pairs.some((pair) => pair.here === ours))
        .map((ours) => ({ here: ours, brought: theirs }))
        .find((pair) => isClose(pair) && togetherSnapshots(pair));
      if (match) pairs.push(match);
    }
  return brought.assessments.flatMap((theirs) => pairs.find((pair) => pair.brought === theirs) ?? []);
}

/** Returns the snapshots of both, oldest first, or undefined when there are too many or two of one day differ. */
function togetherSnapshots({ here, brought }: Pair): readonly Snapshot[] | undefined {
  const byDay = new Map(here.snapshots.map((snapshot) => [snapshot.takenOn, snapshot]));
  for (const theirs of brought.snapshots) {
    const ours = byDay.get(theirs.takenOn);
    if (ours && !sameSnapshot(ours, theirs)) return undefined;
    byDay.set(theirs.takenOn, theirs);
  }
  if (byDay.size > snapshotsKept) return undefined;
  return [...byDay.values()].toSorted((a, b) => a.takenOn - b.takenOn);
}

/** What merging a pair does, in numbers of questions. */
export interface Difference {
  /** Answered the same on both sides. */
  readonly same: number;
  /** Answered here only. */
  readonly onlyHere: number;
  /** Answered in what was brought only. */
  readonly onlyBrought: number;
  /** Answered differently on the two sides. */
  readonly differing: readonly QuestionId[];
}

/** Compares the answers of a pair. */
export function differenceOf({ here, brought }: Pair): Difference {
  let same = 0;
  let onlyBrought = 0;
  const differing: QuestionId[] = [];
  for (const [id, theirs] of brought.answers) {
    const ours = here.answers.get(id);
    if (!ours) onlyBrought++;
    else if (sameAnswer(ours, theirs)) same++;
    else differing.push(id);
  }
  return { same, onlyBrought, onlyHere: here.answers.size - same - differing.length, differing };
}

/** Returns the answers of both sides. @param wins says which side's answer is taken where both have one */
function mergeAnswers(here: Answers, brought: Answers, wins: (id: QuestionId) => Side): Answers {
  const merged = new Map<QuestionId, Answer>(here);
  for (const [id, theirs] of brought) if (!here.has(id) || wins(id) === 'brought') merged.set(id, theirs);
  return merged;
}

function mergePair(pair: Pair, { wins, picks }: Choice): Assessment {
  const { here, brought } = pair;
  const [first, second] = wins === 'here' ? [here, brought] : [brought, here];
  const winner = (question: QuestionId) => picks.get(pickKey(here.id, question)) ?? wins;
  return {
    id: here.id,
    level: here.level,
    name: first.name || second.name,
    route: first.route,
    answers: mergeAnswers(here.answers, brought.answers, winner),
    changedOn: Math.max(here.changedOn, brought.changedOn),
    snapshots: togetherSnapshots(pair) ?? here.snapshots,
  };
}

function sameSnapshot(a: Snapshot, b: Snapshot): boolean {
  return a.takenOn === b.takenOn && a.edition === b.edition && sameAnswers(a.answers, b.answers);
}

/** Whether both have the same content. Ids, routes and days of change do not count. */
function sameContent(a: Assessment, b: Assessment): boolean {
  return (
    a.level === b.level &&
    a.name === b.name &&
    sameAnswers(a.answers, b.answers) &&
    a.snapshots.length === b.snapshots.length &&
    a.snapshots.every((snapshot, i) => {
      const other = b.snapshots[i];
      return other !== undefined && sameSnapshot(snapshot, other);
    })
  );
}

/** Returns the brought assessments that the browser does not have yet with the same content. */
export function newAmong(here: Visitor, brought: Visitor): Assessment[] {
  return brought.assessments.filter((theirs) => !here.assessments.some((ours) => sameContent(ours, theirs)));
}

/** Returns the browser's assessments, merged with their pairs, then the new ones. The brought current one becomes current. */
function together(here: Visitor, brought: Visitor, choice: Choice, newId: () => string): Visitor {
  const pairs = choice.how === 'merge' ? pairsOf(here, brought) : [];
  const held = here.assessments.map((ours) => {
    const pair = pairs.find((one) => one.here === ours);
    return pair ? mergePair(pair, choice) : ours;
  });
  const assessments = [...held];
  const becomes = new Map(pairs.map((pair) => [pair.brought.id, pair.here.id]));
  for (const theirs of brought.assessments) {
    if (becomes.has(theirs.id)) continue;
    const known = held.find((ours) => sameContent(ours, theirs));
    const id = known?.id ?? freeId(theirs.id, assessments, newId);
    if (!known) assessments.push({ ...theirs, id });
    becomes.set(theirs.id, id);
  }
  const [first, second] =
    choice.how === 'merge' && choice.wins === 'brought' ? [brought, here] : [here, brought];
  return {
    name: first.name || second.name,
    assessments,
    current: becomes.get(brought.current) ?? here.current,
    savedOn: Math.max(here.savedOn, brought.savedOn),
  };
}

function freeId(wanted: string, assessments: readonly Assessment[], newId: () => string): string {
  let id = wanted;
  while (assessments.some((assessment) => assessment.id === id)) id = newId();
  return id;
}

function kept<W>(here: W, brought: W, isEmpty: (worksheet: W) => boolean, whenBoth: Side): W {
  if (isEmpty(brought)) return here;
  return isEmpty(here) || whenBoth === 'brought' ? brought : here;
}

/**
 * Returns what the browser holds afterwards. 'replace' replaces only what was brought: a link without a plan removes none.
 * @param newId returns a new id, for a brought assessment whose id is taken
 */
export function bring(here: Holdings, brought: Holdings, choice: Choice, newId: () => string): Holdings {
  const replaces = choice.how === 'replace';
  const visitor = () => {
    if (brought.visitor.assessments.length === 0) return here.visitor;
    return replaces ? brought.visitor : together(here.visitor, brought.visitor, choice, newId);
  };
  return {
    visitor: visitor(),
    plan: kept(here.plan, brought.plan, isEmptyPlan, replaces ? 'brought' : choice.plan),
    moments: kept(here.moments, brought.moments, isEmptyMoments, replaces ? 'brought' : choice.moments),
  };
}
