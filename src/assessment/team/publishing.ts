/**
 * What a team's figures may show, and when they may move, so that nobody's answers can be worked out from them, however
 * many of them somebody writes down over time and adds and subtracts (docs/decisions/0011-team-figures.md):
 *
 * 1. A figure is shown once `threshold` people have a part in it, for me and for us each.
 * 2. Whoever comes into a figure comes with at least `step - 1` others, and goes out of it with at least as many of those
 *    who came with them, while nobody or at least `step` of them stay. Otherwise the figure stands still. Changing an
 *    answer is going out and coming in; leaving the team is going out.
 * 3. Role groups are shown for a figure only where every group passes rule 1, and then rule 2 holds within each group; from
 *    then on for good, also while the groups are not shown, for what was seen of them can be remembered.
 *
 * So the people of a figure always fall into circles of at least `step` that were in and out of it at the same times, and
 * every sum or difference of published figures counts all members of a circle alike. There is a figure for each question,
 * and one for each competency over those who rated all of its questions, each with the rules to itself; everything else
 * that is shown is worked out from these. Of a competency's own figure no sum or mean may be shown: its questions' less
 * that is what those gave who left a question out, who can be one person.
 */
import { type Answers, type Response, ratings } from '../answers.ts';
import type { Instrument, Perspective, QuestionId } from '../instrument.ts';

/** People whose part in a figure changes together, at least. */
export const step = 3;
/** One person's part in a figure: a digit for each of its questions, 0 to 3; empty unless all of them are rated. */
export interface Part {
  readonly me: string;
  readonly us: string;
}

/** "q" and the id of a question, or "c" and that of a competency. */
export type FigureKey = `q${QuestionId}` | `c${string}`;

/** The part that is in the figure as published, and since which of its publications. */
export interface ShownPart extends Part {
  readonly since: Readonly<Record<Perspective, number>>;
}

export interface TeamResponse {
  /** Index of the role group; -1 where the team has none. */
  readonly group: number;
  /** Empty once the person has left. */
  readonly answers: Answers;
  /** The person's part in each figure as it stands; the digits are `gone` once the person has left. */
  readonly shown: ReadonlyMap<FigureKey, ShownPart>;
}

/** In place of the digits of somebody who left: like no answer there is. */
const gone = 'x';

/** Of one figure and one perspective. With one question `total` and its item are the same. */
export interface Sums {
  readonly n: number;
  /** Per question: the sum of its ratings, and of their squares. */
  readonly items: readonly { readonly sum: number; readonly squares: number }[];
  /** Of each person's sum over the questions. */
  readonly total: { readonly sum: number; readonly squares: number };
}

export interface Figure {
  /** How often it has been published; also counts on when it is not shown for a while. */
  readonly turn: number;
  readonly me: Sums;
  readonly us: Sums;
  /** Per role group; empty where the groups may not be shown. */
  readonly groups: readonly { readonly me: Sums; readonly us: Sums }[];
  /** The groups are shown, or once were. */
  readonly split: boolean;
}

export type Figures = ReadonlyMap<FigureKey, Figure>;

export interface Publication {
  readonly figures: Figures;
  /** Of each person, in the order given: what their `shown` is from now on. */
  readonly shown: readonly TeamResponse['shown'][];
  /** Of each person: whether some of their answers are not part of a figure yet, or some that are should no longer be. */
  readonly pending: readonly boolean[];
}

const perspectives: readonly Perspective[] = ['me', 'us'];
const responses: readonly Response[] = [...ratings, 'not-applicable'];

/** The questions behind each figure. */
export function figureKeys({ questions, competencies }: Instrument): Map<FigureKey, readonly QuestionId[]> {
  const keys = new Map<FigureKey, readonly QuestionId[]>();
  for (const { id } of questions) keys.set(`q${id}`, [id]);
  for (const { id, questions: own } of competencies)
    keys.set(
      `c${id}`,
      own.map((question) => question.id),
    );
  return keys;
}

const none: Part = { me: '', us: '' };
const digitOf = (rating: Response) => (rating === 'not-applicable' ? '' : String(rating));
/** Of one question there are few parts, and thousands of people have them. */
const single = new Map<Response, ReadonlyMap<Response, Part>>(
  responses.map((me) => [me, new Map(responses.map((us) => [us, { me: digitOf(me), us: digitOf(us) }]))]),
);

function partOf(answers: Answers, ids: readonly QuestionId[]): Part {
  const own: Part[] = [];
  for (const id of ids) {
    const answer = answers.get(id);
    const part = answer && single.get(answer.me)?.get(answer.us);
    if (!part) return none;
    if (ids.length === 1) return part;
    own.push(part);
  }
  const digits = (perspective: Perspective) =>
    own.every((part) => part[perspective] !== '') ? own.map((part) => part[perspective]).join('') : '';
  return { me: digits('me'), us: digits('us') };
}

/**
 * A person's part now, beside the one that is in the figure. One object a person serves for all figures, one after the
 * other: a team of thousands would make hundreds of thousands.
 */
interface Change {
  readonly group: number;
  was: ShownPart | undefined;
  is: Part;
}

const isCircle = (people: number) => people === 0 || people >= step;

/** Rule 2, for the people of the whole figure or of one role group. */
function mayMove(changes: readonly Change[]): boolean {
  return perspectives.every((perspective) => {
    let coming = 0;
    const [staying, going] = [new Map<number, number>(), new Map<number, number>()];
    for (const { was, is } of changes) {
      const before = was?.[perspective] ?? '';
      if (before !== is[perspective] && is[perspective] !== '') coming++;
      if (before === '') continue;
      const counts = before === is[perspective] ? staying : going;
      const since = was?.since[perspective] ?? 0;
      counts.set(since, (counts.get(since) ?? 0) + 1);
    }
    return [coming, ...staying.values(), ...going.values()].every(isCircle);
  });
}

function sumsOf(changes: readonly Change[], perspective: Perspective, count: number): Sums {
  const items = Array.from({ length: count }, () => ({ sum: 0, squares: 0 }));
  const total = { sum: 0, squares: 0 };
  let n = 0;
  for (const { is } of changes) {
    const digits = is[perspective];
    if (digits === '') continue;
    n++;
    let sum = 0;
    for (const [i, item] of items.entries()) {
      const rating = Number(digits[i]);
      item.sum += rating;
      item.squares += rating * rating;
      sum += rating;
    }
    total.sum += sum;
    total.squares += sum * sum;
  }
  return { n, items, total };
}

/** Undefined where too few have a part in it. */
function figureOf(
  changes: readonly Change[],
  groups: readonly (readonly Change[])[],
  threshold: number,
  count: number,
): Omit<Figure, 'turn' | 'split'> | undefined {
  const of = (some: readonly Change[]) => ({ me: sumsOf(some, 'me', count), us: sumsOf(some, 'us', count) });
  const enough = ({ me, us }: { me: Sums; us: Sums }) => me.n >= threshold && us.n >= threshold;
  const all = of(changes);
  if (!enough(all)) return undefined;
  const split = groups.map(of);
  return { ...all, groups: split.every(enough) && groups.every(mayMove) ? split : [] };
}

/**
 * The figures after what has been answered since, as far as the rules let them move.
 * @param before as published last; empty the first time
 * @param groups how many role groups the team has; below two nothing is split
 */
export function publish(
  before: Figures,
  people: readonly TeamResponse[],
  instrument: Instrument,
  groups: number,
  threshold: number,
): Publication {
  const figures = new Map(before);
  const shown: TeamResponse['shown'][] = people.map((person) => person.shown);
  const pending = people.map(() => false);
  const changes = people.map(({ group }): Change => ({ group, was: undefined, is: none }));
  const members = Array.from({ length: groups < 2 ? 0 : groups }, (_, i) =>
    changes.filter(({ group }) => group === i),
  );
  for (const [key, ids] of figureKeys(instrument)) {
    for (const [i, change] of changes.entries()) {
      const person = people[i];
      change.was = person?.shown.get(key);
      change.is = person ? partOf(person.answers, ids) : none;
    }
    const figure = before.get(key);
    const circles = [changes, ...(figure?.split ? members : [])];
    const next = circles.every(mayMove) ? figureOf(changes, members, threshold, ids.length) : undefined;
    const turn = (figure?.turn ?? 0) + 1;
    // What cannot move stands still; the sums that were seen can be remembered, so nothing is gained by hiding them.
    if (next) figures.set(key, { turn, ...next, split: figure?.split || next.groups.length > 0 });
    const newcomers = new Map<Part, ShownPart>();
    for (const [i, { was, is }] of changes.entries()) {
      if ((was?.me ?? '') === is.me && (was?.us ?? '') === is.us) continue;
      if (next) put(shown, people, i, key, shownPart(was, is, turn, newcomers));
      else pending[i] = true;
    }
  }
  return { figures, shown, pending };
}

function put(
  shown: TeamResponse['shown'][],
  people: readonly TeamResponse[],
  i: number,
  key: FigureKey,
  part: ShownPart | undefined,
): void {
  // A map of its own is made when something in it first changes.
  const before = people[i]?.shown;
  const own = (shown[i] === before ? new Map(before) : shown[i]) as Map<FigureKey, ShownPart>;
  if (part) own.set(key, part);
  else own.delete(key);
  shown[i] = own;
}

/** @param newcomers parts of those who were not in the figure, who mostly share few */
function shownPart(
  was: ShownPart | undefined,
  is: Part,
  turn: number,
  newcomers: Map<Part, ShownPart>,
): ShownPart | undefined {
  if (is.me === '' && is.us === '') return undefined;
  const since = (view: Perspective) => (was?.[view] === is[view] ? was.since[view] : turn);
  if (was) return { ...is, since: { me: since('me'), us: since('us') } };
  let part = newcomers.get(is);
  if (!part) {
    part = { ...is, since: { me: turn, us: turn } };
    newcomers.set(is, part);
  }
  return part;
}

/** What remains of somebody who leaves: which figures their answers are part of since when, and nothing else. */
export function erased(shown: TeamResponse['shown']): TeamResponse['shown'] {
  const without = (digits: string) => (digits === '' ? '' : gone);
  return new Map(
    [...shown].map(([key, { me, us, since }]) => [key, { me: without(me), us: without(us), since }]),
  );
}
