/**
 * What each sentence of the report claims, checked against the numbers of the independent calculation (oracle.ts). Written from
 * docs/design.md, "Scores", and from what a reader takes a sentence to say; it shares no code with src/. A sentence of a shape that
 * is not listed here is a fault: nobody would have checked it.
 */
import type { blueprint } from '../blueprint.ts';
import type { Mark, Slow, slowReport } from './oracle.ts';

export type Numbers = ReturnType<typeof slowReport>;

/** What the sentences are compared with. */
export interface Facts {
  readonly numbers: Numbers;
  /** The short titles of the competencies by id. */
  readonly shorts: Readonly<Record<string, string>>;
  /** In lower case, from the lowest rung and the lowest band up. */
  readonly rungs: readonly string[];
  readonly bands: readonly string[];
  readonly ratings: readonly string[];
  readonly questions: number;
  /** The ids of the competencies that have an open question. */
  readonly unfinished: ReadonlySet<string>;
}

/** One question of the priorities: what it is, and its two ratings as they were given. */
export interface Asked {
  readonly row: (typeof blueprint)[number];
  readonly me: Mark;
  readonly us: Mark;
}

interface Reader {
  readonly shape: RegExp;
  readonly check: (found: Readonly<Record<string, string>>, facts: Facts) => void;
}

function claim(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`not true: ${what}`);
}

const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one) => b.includes(one));
const namesIn = (text: string) => [...text.matchAll(/“([^”]+)”/g)].map(([, name = '']) => name);

/** The competencies with points for one perspective. */
function placed({ numbers, shorts }: Facts, perspective: string) {
  return numbers.competencies.flatMap((row) => {
    const score: Slow = perspective === 'me' ? row.me : row.us;
    return score.points === undefined
      ? []
      : [{ name: shorts[row.id] ?? '', points: score.points, band: score.band ?? -1 }];
  });
}

/** The competencies with points for both. */
function compared({ numbers, shorts }: Facts) {
  return numbers.competencies.flatMap((row) =>
    row.gap === undefined
      ? []
      : [
          {
            name: shorts[row.id] ?? '',
            me: row.me.points ?? -1,
            us: row.us.points ?? -1,
            usBand: row.us.band ?? -1,
            meBand: row.me.band ?? -1,
            gap: row.gap,
            size: row.gap < 0 ? -row.gap : row.gap,
            reading: row.reading ?? '',
          },
        ],
  );
}

/** It speaks of us, and of me only when us has no score at all. */
function claimPerspective(perspective: string, facts: Facts): void {
  if (perspective === 'me') claim(placed(facts, 'us').length === 0, 'speaks of me although us has scores');
}

/** Names, points and band of the best and the worst, all ties named. */
function claimExtremes(
  perspective: string,
  best: { names: readonly string[]; points: string },
  worst: { names: readonly string[]; points: string },
  facts: Facts,
): void {
  claimPerspective(perspective, facts);
  const all = placed(facts, perspective);
  let [most, least] = [-1, 1_000];
  for (const { points } of all) {
    if (points > most) most = points;
    if (points < least) least = points;
  }
  claim(most > least, 'there are two ends');
  claim(Number(best.points) === most && Number(worst.points) === least, 'the points of the two ends');
  const at = (points: number) => all.filter((one) => one.points === points).map(({ name }) => name);
  claim(same(best.names, at(most)), 'the strongest are those, and no other');
  claim(same(worst.names, at(least)), 'the weakest are those, and no other');
}

const claimBand = (points: string, band: string, { bands }: Facts) => {
  const per = (100 * Number(points)) / 24;
  const place = per < 34 ? 0 : per < 60 ? 1 : per < 80 ? 2 : 3;
  claim(bands[place] === band, `${points} of 24 is ${band}`);
};

function claimLevel(perspective: string, points: string, facts: Facts): void {
  claimPerspective(perspective, facts);
  const all = placed(facts, perspective);
  claim(all.length > 1, 'there are several');
  claim(
    all.every((one) => one.points === Number(points)),
    'all stand level',
  );
}

function claimOnly(perspective: string, name: string, points: string, facts: Facts): void {
  claimPerspective(perspective, facts);
  const all = placed(facts, perspective);
  claim(all.length === 1 && all[0]?.name === name && all[0]?.points === Number(points), 'the only score');
}

const noScores = (facts: Facts) =>
  claim(placed(facts, 'me').length === 0 && placed(facts, 'us').length === 0, 'no competency has a score');

const names = '(?:“[^”]+”(?:, | and )?)+';

/** "4 of 6 competencies", or "of 3 competencies with both scores" when not all have both. */
const of = '(?<all>\\d+) competencies(?<both> with both scores)?';
function claimOf({ all, both }: Readonly<Record<string, string>>, facts: Facts): void {
  const count = compared(facts).length;
  claim(Number(all) === count, `${all} competencies are compared`);
  claim((both === undefined) === (count === facts.numbers.competencies.length), 'whether all are compared');
}

function counts(facts: Facts) {
  const rows = compared(facts);
  const parted = rows.filter(({ size }) => size >= 3);
  return {
    rows,
    parted: parted.length,
    // Level first: both to build is low, however wide the gap.
    low: parted.filter(({ meBand, usBand }) => meBand === 0 && usBand === 0).length,
    ahead: parted.filter(({ gap, meBand, usBand }) => gap < 0 && (meBand > 0 || usBand > 0)).length,
    behind: parted.filter(({ gap, meBand, usBand }) => gap > 0 && (meBand > 0 || usBand > 0)).length,
  };
}

const summary: readonly Reader[] = [
  {
    shape: /^No competency has a score: too few of their questions are rated\.$/,
    check: (_, facts) => noScores(facts),
  },
  {
    shape: /^No competency has scores for both me and us, so the two views cannot be compared\.$/,
    check: (_, facts) => {
      claim(compared(facts).length === 0, 'none has both');
      claim(placed(facts, 'me').length + placed(facts, 'us').length > 0, 'one has one');
    },
  },
  {
    shape:
      /^For (?<who>us|me), “(?<name>[^”]+)” stands at (?<points>\d+) of 24 \((?<band>[^)]+)\)(?<rest>; the others have no score)?\.$/,
    check: ({ who = '', name = '', points = '', band = '', rest }, facts) => {
      claimOnly(who, name, points, facts);
      claimBand(points, band, facts);
      claim(rest !== undefined || facts.numbers.competencies.length === 1, 'says that the others have none');
    },
  },
  {
    shape:
      /^For (?<who>us|me), all competencies(?<some> with a score)? stand at (?<points>\d+) of 24 \((?<band>[^)]+)\): no one of them is holding the others up, or back\.$/,
    check: ({ who = '', points = '', band = '', some }, facts) => {
      claimLevel(who, points, facts);
      const isAll = placed(facts, who).length === facts.numbers.competencies.length;
      claim((some === undefined) === isAll, 'whether all have a score');
      claimBand(points, band, facts);
    },
  },
  {
    shape: new RegExp(
      `^Strongest for (?<who>us|me): (?<best>${names}), at (?<most>\\d+) of 24 \\((?<bestBand>[^)]+)\\); weakest: (?<worst>${names}), at (?<least>\\d+) of 24 \\((?<worstBand>[^)]+)\\)\\.$`,
    ),
    check: (found, facts) => {
      const { who = '', best = '', most = '', bestBand = '', worst = '', least = '', worstBand = '' } = found;
      claimExtremes(
        who,
        { names: namesIn(best), points: most },
        { names: namesIn(worst), points: least },
        facts,
      );
      claimBand(most, bestBand, facts);
      claimBand(least, worstBand, facts);
    },
  },
  {
    shape:
      /^The two views agree: me and us come to the same points in every competency(?<both> with both scores)?\.$/,
    check: ({ both }, facts) => {
      const rows = compared(facts);
      claim(rows.length > 0 && rows.every(({ gap }) => gap === 0), 'no gap');
      claim((both === undefined) === (rows.length === facts.numbers.competencies.length), 'every one');
    },
  },
  {
    shape:
      /^The two views (?:(?<close>are close, and widest)|part most) on (?<where>.+?), (?<size>\d+) points? apart(?: \(me (?<me>\d+), us (?<us>\d+)\)| each)\.(?: (?<advice>.+))?$/,
    check: checkGap,
  },
  {
    shape: /^Only “(?<name>[^”]+)” has both scores, so there is nothing to hold it against\.$/,
    check: ({ name }, facts) =>
      claim(compared(facts).length === 1 && compared(facts)[0]?.name === name, 'only one'),
  },
  {
    shape: new RegExp(
      `^You put yourself clearly ahead of the others in (?<ahead>\\d+) of ${of} and clearly behind in (?<behind>\\d+): you have something to teach, and something to learn\\.$`,
    ),
    check: (found, facts) => {
      claimOf(found, facts);
      const { ahead, behind } = counts(facts);
      claim(Number(found.ahead) === ahead && ahead > 0, 'ahead in so many');
      claim(Number(found.behind) === behind && behind > 0, 'behind in so many');
    },
  },
  {
    shape: new RegExp(
      `^You put yourself clearly (?<how>ahead|behind) in (?<count>\\d+) of ${of}\\. (?:Service that rests on one person fails customers on the days when that person is away|That may be modesty, a new job, or work that keeps you far from customers)\\.$`,
    ),
    check: (found, facts) => {
      claimOf(found, facts);
      const { ahead, behind, rows } = counts(facts);
      const [one, other] = found.how === 'ahead' ? [ahead, behind] : [behind, ahead];
      claim(Number(found.count) === one && 2 * one > rows.length, 'in most');
      claim(other === 0, 'the other way in none');
    },
  },
  {
    shape: new RegExp(
      `^In (?<count>\\d+) of ${of} the two views part(?:, but both are low|\\. In (?<low>\\d+) of them both are low): there the level matters more than the gap\\.$`,
    ),
    check: (found, facts) => {
      claimOf(found, facts);
      const { parted, low } = counts(facts);
      claim(Number(found.count) === parted, 'the views part in so many');
      claim(Number(found.low ?? found.count) === low && low > 0, 'both are low in so many of them');
    },
  },
  {
    shape: new RegExp(
      `^In (?<count>\\d+) of ${of} you see yourself and the people around you much alike\\.$`,
    ),
    check: (found, facts) => {
      claimOf(found, facts);
      const { rows, parted } = counts(facts);
      claim(Number(found.count) === rows.length - parted && Number(found.count) > 0, 'alike in so many');
    },
  },
  {
    shape: /^Views this close can mean that you work as one, .+ would tell\.$/,
    check: (_, facts) => claim(counts(facts).parted === 0, 'none apart'),
  },
  {
    shape:
      /^(?<some>These|Some of these) scores are provisional: (?<done>\d+) of (?<of>\d+) questions are answered, and the (?<left>one|\d+) left could still move (?<move>\d+) of (?<all>\d+) competencies\.$/,
    check: ({ some, done, of: questions, left, move, all }, facts) => {
      const { answered, competencies } = facts.numbers;
      claim(Number(done) === answered && Number(questions) === facts.questions, 'so many are answered');
      claim((left === 'one' ? 1 : Number(left)) === facts.questions - answered, 'so many are left');
      claim(Number(all) === competencies.length, 'so many competencies');
      claim(Number(move) === facts.unfinished.size, 'so many can move');
      const kinds = competencies.flatMap(({ me, us }) => [me.kind, us.kind]);
      claim(kinds.includes('provisional'), 'a score is provisional');
      claim((some === 'These') === !kinds.includes('final'), 'whether all scores are provisional');
    },
  },
  {
    shape:
      /^(?<what>More can still be scored|Scores of principles and of the ladder can still move): (?<done>\d+) of (?<of>\d+) questions are answered, and the (?<left>one|\d+) left (?:could count towards (?<move>\d+) of (?<all>\d+) competencies|belongs? to no competency)\.$/,
    check: ({ done, of: questions, left, move, all }, facts) => {
      const { answered, competencies } = facts.numbers;
      claim(Number(done) === answered && Number(questions) === facts.questions, 'so many are answered');
      claim((left === 'one' ? 1 : Number(left)) === facts.questions - answered, 'so many are left');
      claim(Number(move ?? 0) === facts.unfinished.size, 'so many competencies have an open question');
      claim(move === undefined || Number(all) === competencies.length, 'so many competencies');
      const kinds = competencies.flatMap(({ me, us }) => [me.kind, us.kind]);
      claim(!kinds.includes('provisional'), 'no competency is provisional');
    },
  },
];

/** The widest gaps, all ties named, each with its points; and advice that fits the level of every one that is named. */
function checkGap(found: Readonly<Record<string, string>>, facts: Facts): void {
  const { close, where = '', size, me, us, advice = '' } = found;
  const rows = compared(facts);
  let most = 0;
  for (const row of rows) if (row.size > most) most = row.size;
  const widest = rows.filter((row) => row.size === most);
  claim(Number(size) === most && most > 0, 'the size of the widest gap');
  claim((close === undefined) === most >= 3, 'whether they part');
  claim(
    same(
      namesIn(where),
      widest.map(({ name }) => name),
    ),
    'all of the widest are named, and no other',
  );
  const pairs = [...where.matchAll(/“([^”]+)” \(me (\d+), us (\d+)\)/g)];
  const given =
    me === undefined
      ? pairs.map(([, name, a, b]) => ({ name, a, b }))
      : [{ name: namesIn(where)[0], a: me, b: us }];
  claim(given.length === widest.length, 'each has its points');
  for (const { name, a, b } of given) {
    const row = widest.find((one) => one.name === name);
    claim(row?.me === Number(a) && row?.us === Number(b), `the points of ${name}`);
  }
  const every = (check: (row: (typeof rows)[number]) => boolean) => widest.every(check);
  const isLow = (row: (typeof rows)[number]) => row.meBand === 0 && row.usBand === 0;
  if (advice === '') claim(most < 3, 'advice is missing');
  else if (/borrow/.test(advice))
    claim(
      every((row) => row.gap > 0 && row.usBand > 0),
      'us is ahead, and not low',
    );
  else if (/Both are low/.test(advice)) claim(every(isLow), 'both are low');
  else if (/Either you do more/.test(advice))
    claim(
      every((row) => row.gap < 0 && !isLow(row)),
      'me is ahead',
    );
  else if (/do not all say the same/.test(advice)) {
    const kinds = new Set(widest.map((row) => (isLow(row) ? 'low' : row.gap > 0 ? 'us' : 'me')));
    claim(kinds.size > 1, 'they differ');
  } else throw new Error(`unknown advice: ${advice}`);
}

const headlines: readonly Reader[] = [
  {
    shape: /^No competency has a score: too few of their questions are rated\.$/,
    check: (_, facts) => noScores(facts),
  },
  {
    shape:
      /^For (?<who>us|me), (?<name>.+) stands at (?<points>\d+) of 24(?<rest>; nothing else has a score)?\.$/,
    check: ({ who = '', name = '', points = '', rest }, facts) => {
      claimOnly(who, name, points, facts);
      claim(rest !== undefined || facts.numbers.competencies.length === 1, 'says that nothing else has one');
    },
  },
  {
    shape:
      /^For (?<who>us|me), (?<what>.+) stand level(?:,)? at (?<points>\d+) of 24(?<rest>; nothing else has a score)?\.$/,
    check: ({ who = '', what = '', points = '', rest }, facts) => {
      claimLevel(who, points, facts);
      const all = placed(facts, who);
      const isAll = all.length === facts.numbers.competencies.length;
      claim((rest === undefined) === isAll, 'whether all have a score');
      if (isAll) claim(what === 'all competencies', 'says all');
      else
        claim(
          same(
            plainNames(what, facts),
            all.map(({ name }) => name),
          ),
          'names those with a score',
        );
    },
  },
  {
    shape:
      /^For (?<who>us|me), (?<best>.+) (?<verb>is|are) strongest, at (?<most>\d+) of 24, and (?<worst>.+) weakest, at (?<least>\d+)\.$/,
    check: ({ who = '', best = '', verb, most = '', worst = '', least = '' }, facts) => {
      const strongest = plainNames(best, facts);
      claim((verb === 'is') === (strongest.length === 1), 'is or are');
      claimExtremes(
        who,
        { names: strongest, points: most },
        { names: plainNames(worst, facts), points: least },
        facts,
      );
    },
  },
];

/** "A, B and C", names without quotation marks. */
const plainNames = (text: string, { shorts }: Facts) => {
  const found = text.split(/, | and /);
  claim(
    found.every((name) => Object.values(shorts).includes(name)),
    `names only: ${text}`,
  );
  return found;
};

const ladder: readonly Reader[] = [
  {
    shape:
      /^Start at (?<rung>.+), at (?<points>\d+) of 100: it is the bottom rung that is below 60(?<rest>, and what stands above rests on it|, and the others will bear it)?\.(?: Beneath it, (?<unscored>.+) (?<verb>has|have) no score\.)?$/,
    check: ({ rung = '', points, rest, unscored, verb }, { numbers: { tiers, weakRung }, rungs }) => {
      const place = rungs.indexOf(rung);
      const at = tiers[place];
      claim(
        at !== undefined && at.id === weakRung && at.us.points === Number(points),
        'the lowest weak rung',
      );
      const isTop = place === tiers.length - 1;
      const without = rungs.filter((_, i) => i < place && tiers[i]?.us.points === undefined);
      claim(same(unscored?.split(/, | and /) ?? [], without), 'the rungs beneath that have no score');
      claim(verb === undefined || (verb === 'has') === (without.length === 1), 'has or have');
      claim((rest?.includes('rests on it') ?? false) === !isTop, 'whether anything stands above');
      const bear = tiers.every(({ us }, i) => us.points !== undefined && (i === place || us.points >= 60));
      claim((rest?.includes('bear') ?? false) === (isTop && bear), 'whether the others bear it');
    },
  },
  {
    shape: /^No rung of the ladder has enough ratings for a score\.$/,
    check: (_, { numbers: { tiers } }) =>
      claim(
        tiers.every(({ us }) => us.points === undefined),
        'none',
      ),
  },
  {
    shape: /^No rung with a score is below 60, but some have no score\.$/,
    check: (_, { numbers: { tiers } }) => {
      const scored = tiers.flatMap(({ us }) => us.points ?? []);
      claim(scored.length > 0 && scored.length < tiers.length, 'some have none');
      claim(
        scored.every((points) => points >= 60),
        'none is below',
      );
    },
  },
  {
    shape:
      /^No rung is below 60: the ladder will bear your weight, so start wherever customers would notice first\.$/,
    check: (_, { numbers: { tiers } }) =>
      claim(
        tiers.every(({ us }) => us.points !== undefined && us.points >= 60),
        'all bear',
      ),
  },
];

function read(sentence: string, readers: readonly Reader[], facts: Facts): void {
  const fitting = readers.flatMap((reader) => {
    const found = reader.shape.exec(sentence);
    return found ? [{ reader, found }] : [];
  });
  const [one] = fitting;
  if (!one)
    throw new Error(`no shape in tests/assessment/scores/claims.ts fits; add what it claims: ${sentence}`);
  if (fitting.length > 1) throw new Error(`${fitting.length} shapes in claims.ts fit: ${sentence}`);
  try {
    one.reader.check((one.found.groups ?? {}) as Record<string, string>, facts);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n  in: ${sentence}`);
  }
}

/** @throws Error naming the claim that is not true */
export function checkSummary(sentences: readonly string[], facts: Facts): void {
  for (const sentence of sentences) read(sentence, summary, facts);
  // What can be said is said: about one side when only one has scores, and about the gap when both have.
  const scored = placed(facts, 'us').length + placed(facts, 'me').length > 0;
  claim(/^(?:For|Strongest|No)/.test(sentences[0] ?? ''), 'begins with the level');
  if (scored) claim(!/^No/.test(sentences[0] ?? ''), 'says what one side alone says');
  const hasBoth = compared(facts).length > 0;
  claim(sentences.some((one) => one.startsWith('The two views')) === hasBoth, 'speaks of the gap');
  const isProvisional = facts.numbers.competencies.some(({ me, us }) =>
    [me.kind, us.kind].includes('provisional'),
  );
  claim(sentences.some((one) => one.includes('provisional:')) === isProvisional, 'says what is provisional');
  const isOpen = scored && facts.numbers.answered < facts.questions;
  claim(sentences.some((one) => one.includes('questions are answered')) === isOpen, 'says what is open');
}

export const checkHeadline = (sentence: string, facts: Facts) => read(sentence, headlines, facts);
export const checkLadder = (sentence: string, facts: Facts) => read(sentence, ladder, facts);

const turned = (mark: Mark, isReverse: boolean) => (isReverse && typeof mark === 'number' ? 3 - mark : mark);

function standingOf({ row, me, us }: Asked) {
  const [mine, ours] = [turned(me, row.reverse), turned(us, row.reverse)];
  const rated = [mine, ours].filter((mark) => typeof mark === 'number');
  const total = rated.length === 1 ? 2 * Number(rated[0]) : rated.reduce((sum, mark) => sum + mark, 0);
  const gap = rated.length === 2 ? Math.abs(Number(ours) - Number(mine)) : 0;
  return { mine, ours, total, gap };
}

/** The long reason for a priority: each of its sentences is there exactly when it is true. */
export function checkReason(reason: string, asked: Asked, { rungs, ratings, numbers }: Facts): void {
  const { row, me, us } = asked;
  const { total, gap } = standingOf(asked);
  const said = (mark: Mark) => (typeof mark === 'number' ? `“${ratings[mark]}”` : 'not applicable');
  const above = numbers.tiers.length - 1 - numbers.tiers.findIndex(({ id }) => id === row.tier);
  const expected: [text: string, isTrue: boolean][] = [
    [`You said ${said(me)} for yourself and ${said(us)} for us.`, true],
    ['It is worded the other way round, so a low rating is the good one.', row.reverse],
    ['It counts as low.', total < 3],
    ['That is not low, and still leaves room.', total === 3 || total === 4],
    ['It is a key question, one that much else depends on.', row.key],
    [`Your two views of it are ${gap} ratings apart, so it is worth a conversation.`, gap >= 2],
    [
      `It stands on the rung of ${rungs[numbers.tiers.length - 1 - above]}, with ${above === 1 ? 'one rung' : `${above} rungs`} of the ladder resting on it.`,
      above > 0,
    ],
  ];
  const whole = expected.flatMap(([text, isTrue]) => (isTrue ? text : [])).join(' ');
  claim(reason === whole, `the reason of ${row.id}\n  said:     ${reason}\n  expected: ${whole}`);
}

/** The short reason for a priority. */
export function checkClause(clause: string, asked: Asked, { numbers }: Facts): void {
  const { row, me, us } = asked;
  const { mine, ours, total, gap } = standingOf(asked);
  const [head, rest = ''] = clause.split(': ');
  const said = (mark: Mark) => (typeof mark === 'number' ? String(mark) : 'does not apply');
  const turned = row.reverse ? ', worded the other way round' : '';
  claim(head === `Me ${said(me)}, us ${said(us)}${turned}`, 'both ratings, and whether they are turned');
  const reasons = rest.replace('low, with', 'low with').split(', ');
  const says = (text: string, isTrue: boolean) =>
    claim(reasons.includes(text) === isTrue, `${text} of ${row.id}: ${clause}`);
  const both = typeof mine === 'number' && typeof ours === 'number';
  const low = (mark: Mark) => typeof mark === 'number' && mark <= 1;
  claim(total < 5, 'a strength is no priority');
  says('not low with room left', total === 3 || total === 4);
  says('low', total < 3 && !both);
  says('both low', total < 3 && both && low(mine as Mark) && low(ours as Mark));
  says('me low', total < 3 && both && !low(ours as Mark));
  says('us low', total < 3 && both && !low(mine as Mark));
  says('key question', row.key);
  says(`${gap} apart`, gap >= 2);
  says('on the rung to start at', row.tier === numbers.weakRung);
  says('bottom rung', row.tier === numbers.tiers[0]?.id && row.tier !== numbers.weakRung);
  const known =
    /^(?:not low with room left|low|both low|me low|us low|key question|[23] apart|on the rung to start at|bottom rung)$/;
  claim(
    reasons.every((text) => known.test(text)),
    `only known reasons: ${clause}`,
  );
}

/** A score in words and in a table's cell. */
export function checkScore(
  sentence: string,
  cell: { readonly points: string; readonly band: string; readonly note: string },
  score: Slow,
  { bands }: Facts,
): void {
  const { kind, rated, open: unanswered = 0, of: all, points, max, band = -1, lowest, highest } = score;
  if (kind === 'none') {
    const [text, note] =
      unanswered > 0
        ? [`no score yet: ${rated} of ${all} rated`, `${rated} of ${all} rated`]
        : rated > 0
          ? [
              `no score: ${rated} of ${all} rated, the others do not apply`,
              `${rated} of ${all} rated, the others do not apply`,
            ]
          : ['does not apply', ''];
    claim(sentence === text, sentence);
    const isRated = unanswered > 0 || rated > 0;
    claim(cell.points === '–' && cell.band === (isRated ? 'no score' : 'does not apply'), cell.band);
    claim(cell.note === note, cell.note);
    return;
  }
  const firm = `${points} of ${max}, ${bands[band]}`;
  const open = `, provisional from ${rated} of ${all}; it could still become anything from ${lowest} to ${highest}`;
  claim(sentence === (kind === 'final' ? firm : firm + open), sentence);
  claim(
    cell.points === String(points) && cell.band.toLowerCase() === bands[band],
    `${cell.points} ${cell.band}`,
  );
  const note = `provisional, from ${rated} of ${all}; could be ${lowest} to ${highest}`;
  claim(cell.note === (kind === 'final' ? '' : note), cell.note);
}
