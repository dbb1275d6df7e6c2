/** Merging two sides: nothing is lost, the chosen side wins, and merging again changes nothing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bring,
  type Choice,
  differenceOf,
  newAmong,
  pairsOf,
  pickKey,
  type Side,
  sides,
} from '../../../src/assessment/comparison/merge.ts';
import { type Holdings, noHoldings } from '../../../src/assessment/holdings.ts';
import { emptyMoments } from '../../../src/assessment/moments.ts';
import { emptyPlan } from '../../../src/assessment/plan.ts';
import {
  type Assessment,
  newAssessment,
  newVisitor,
  snapshotsKept,
  type Visitor,
} from '../../../src/assessment/visitor.ts';
import { isWhole } from '../../../src/codec/state.ts';
import { anyAnswer } from '../arbitraries.ts';

/** Few of everything, so that the sides often meet. */
const anyAnswers = fc
  .uniqueArray(fc.tuple(fc.constantFrom('1.1', '1.2', '3.7', '9.9'), anyAnswer), { selector: ([id]) => id })
  .map((entries) => new Map(entries));
const anySnapshots = fc
  .uniqueArray(
    fc.record({ takenOn: fc.integer({ min: 1, max: 6 }), edition: fc.constant(1), answers: anyAnswers }),
    { selector: ({ takenOn }) => takenOn, maxLength: snapshotsKept },
  )
  .map((snapshots) => snapshots.toSorted((a, b) => a.takenOn - b.takenOn));
const anyAssessment: fc.Arbitrary<Assessment> = fc.record({
  id: fc.constantFrom('1', '2', '3', '4'),
  level: fc.constantFrom('group', 'whole'),
  name: fc.constantFrom('', 'Ward 7', 'Ward 8'),
  route: fc.constantFrom('key', 'all'),
  answers: anyAnswers,
  changedOn: fc.nat(9),
  snapshots: fc.oneof(fc.constant([]), anySnapshots),
});
const anyHoldings: fc.Arbitrary<Holdings> = fc
  .record({
    name: fc.constantFrom('', 'Zoë', 'Bob'),
    assessments: fc.uniqueArray(anyAssessment, { selector: ({ id }) => id, maxLength: 3 }),
    current: fc.nat(),
    savedOn: fc.nat(9),
    less: fc.constantFrom('', 'meetings', 'mail'),
    cycle: fc.constantFrom('', 'repairs', 'orders'),
  })
  .map(({ less, cycle, ...visitor }) => ({
    visitor: {
      ...visitor,
      current: visitor.assessments[visitor.current % visitor.assessments.length]?.id ?? '',
    },
    plan: { ...emptyPlan, less },
    moments: { ...emptyMoments, cycle },
  }));
const anySide = fc.constantFrom<Side[]>(...sides);
/** Picks are of this browser's assessments; for others there is nothing to pick. */
const anyCase = anyHoldings.chain((here) =>
  fc.record({
    here: fc.constant(here),
    brought: anyHoldings,
    choice: fc.record<Choice>({
      how: fc.constantFrom('replace', 'beside', 'merge'),
      wins: anySide,
      picks: fc
        .array(fc.tuple(fc.constantFrom('1.1', '1.2', '3.7'), anySide), { maxLength: 2 })
        .map((picked) => new Map(picked.map(([id, side]) => [pickKey(here.visitor.current, id), side]))),
      plan: anySide,
      moments: anySide,
    }),
  }),
);

function ids() {
  let made = 0;
  return () => `new${++made}`;
}
type Case = typeof anyCase extends fc.Arbitrary<infer C> ? C : never;
const outcome = ({ here, brought, choice }: Case) => bring(here, brought, choice, ids());
const assertAll = (check: (given: Case) => void) =>
  fc.assert(
    fc.property(anyCase, (given) => {
      check(given);
    }),
    { numRuns: 1_000 },
  );
const areToldApart = ({ visitor }: Holdings) =>
  new Set(visitor.assessments.map(({ level, name }) => `${level} ${name}`)).size ===
  visitor.assessments.length;
const contentOf = ({ level, name, answers, snapshots }: Assessment) => ({ level, name, answers, snapshots });

describe('bringing something to a browser', () => {
  it('leaves every assessment once, and the current one among them', () => {
    assertAll((given) => expect(isWhole(outcome(given).visitor)).toBe(true));
  });

  it('done twice is the same as done once, where names tell assessments of a level apart', () => {
    assertAll((given) => {
      fc.pre(areToldApart(given.here) && areToldApart(given.brought));
      const once = outcome(given);
      const twice = bring(once, given.brought, given.choice, ids());
      const { current } = once.visitor;
      expect({ ...twice, visitor: { ...twice.visitor, current } }).toEqual(once);
    });
  });

  it('of nothing changes nothing', () => {
    assertAll(({ here, choice }) => expect(bring(here, noHoldings, choice, ids())).toEqual(here));
  });

  it('to an empty browser gives what was brought, whatever was chosen', () => {
    assertAll(({ brought, choice }) => {
      const { visitor, plan, moments } = bring(noHoldings, brought, choice, ids());
      expect({ plan, moments }).toEqual({ plan: brought.plan, moments: brought.moments });
      expect(new Set(visitor.assessments.map(contentOf))).toEqual(
        new Set(brought.visitor.assessments.map(contentOf)),
      );
    });
  });

  it('keeps the contract and the moments when none were brought', () => {
    assertAll((given) => {
      const { here, brought, choice } = given;
      const result = outcome(given);
      const expected = (ours: string, theirs: string, side: Side) =>
        theirs && (!ours || side === 'brought' || choice.how === 'replace') ? theirs : ours;
      expect(result.plan.less).toBe(expected(here.plan.less, brought.plan.less, choice.plan));
      expect(result.moments.cycle).toBe(expected(here.moments.cycle, brought.moments.cycle, choice.moments));
    });
  });
});

describe('adding beside', () => {
  it('keeps what is here unchanged, and adds what was brought', () => {
    assertAll(({ here, brought, choice }) => {
      const { visitor } = bring(here, brought, { ...choice, how: 'beside' }, ids());
      expect(visitor.assessments.slice(0, here.visitor.assessments.length)).toEqual(here.visitor.assessments);
      for (const theirs of brought.visitor.assessments)
        expect(visitor.assessments.map(contentOf)).toContainEqual(contentOf(theirs));
    });
  });
});

describe('replacing', () => {
  it('leaves the answers that were brought, and no others', () => {
    assertAll(({ here, brought, choice }) => {
      if (brought.visitor.assessments.length === 0) return;
      const { visitor } = bring(here, brought, { ...choice, how: 'replace' }, ids());
      expect(visitor).toEqual(brought.visitor);
    });
  });
});

describe('merging', () => {
  const merged = ({ here, brought, choice }: Case) => {
    const { visitor } = bring(here, brought, { ...choice, how: 'merge' }, ids());
    return { visitor, pairs: pairsOf(here.visitor, brought.visitor) };
  };

  it('keeps every answer of either side; where both have one, that of the chosen side', () => {
    assertAll((given) => {
      const { visitor, pairs } = merged(given);
      for (const { here, brought } of pairs) {
        const answers = visitor.assessments.find(({ id }) => id === here.id)?.answers;
        for (const id of ['1.1', '1.2', '3.7', '9.9']) {
          const wins = given.choice.picks.get(pickKey(here.id, id)) ?? given.choice.wins;
          const [first, second] = wins === 'here' ? [here, brought] : [brought, here];
          expect(answers?.get(id)).toEqual(first.answers.get(id) ?? second.answers.get(id));
        }
      }
    });
  });

  it('keeps every snapshot of either side', () => {
    assertAll((given) => {
      const kept = merged(given).visitor.assessments.flatMap(({ snapshots }) => snapshots);
      for (const holdings of [given.here, given.brought])
        for (const { snapshots } of holdings.visitor.assessments)
          for (const snapshot of snapshots) expect(kept).toContainEqual(snapshot);
    });
  });

  it('pairs only assessments of the same level, each with one other', () => {
    assertAll((given) => {
      const { visitor, pairs } = merged(given);
      expect(pairs.every(({ here, brought }) => here.level === brought.level)).toBe(true);
      expect(new Set(pairs.map(({ here }) => here)).size).toBe(pairs.length);
      for (const ours of given.here.visitor.assessments)
        if (!pairs.some(({ here }) => here === ours)) expect(visitor.assessments).toContainEqual(ours);
    });
  });

  it('makes the brought current assessment the current one', () => {
    assertAll((given) => {
      const { visitor, pairs } = merged(given);
      const { current } = given.brought.visitor;
      const pair = pairs.find(({ brought }) => brought.id === current);
      if (pair) expect(visitor.current).toBe(pair.here.id);
    });
  });

  it('agrees with the counts that the page shows before it', () => {
    assertAll(({ here, brought }) => {
      for (const pair of pairsOf(here.visitor, brought.visitor)) {
        const { same, onlyHere, onlyBrought, differing } = differenceOf(pair);
        expect(same + onlyHere + differing.length).toBe(pair.here.answers.size);
        expect(same + onlyBrought + differing.length).toBe(pair.brought.answers.size);
      }
    });
  });

  it('prefers assessments of the same name', () => {
    const assessment = (id: string, name: string): Assessment => ({
      id,
      level: 'group',
      name,
      route: 'key',
      answers: new Map(),
      changedOn: 0,
      snapshots: [],
    });
    const visitor = (...assessments: Assessment[]) => ({ ...newVisitor, assessments, current: '1' });
    const pairs = pairsOf(
      visitor(assessment('1', 'Ward 7'), assessment('2', 'Ward 8')),
      visitor(assessment('1', 'Ward 8'), assessment('2', 'Ward 9')),
    );
    expect(pairs.map(({ here, brought }) => `${here.name} and ${brought.name}`)).toEqual([
      'Ward 8 and Ward 8',
      'Ward 7 and Ward 9',
    ]);
  });
});

describe('merging, case by case', () => {
  const rated = (rating: 0 | 1 | 2 | 3) => ({ me: rating, us: rating });
  const snapshot = (takenOn: number, rating: 0 | 1 | 2 | 3 = 1, edition = 2) => ({
    takenOn,
    edition,
    answers: new Map([['1.1', rated(rating)]]),
  });
  const assessment = (id: string, given: Partial<Assessment> = {}): Assessment => ({
    ...newAssessment(id, 'group', 5),
    ...given,
  });
  const visitor = (assessments: Assessment[], given: Partial<Visitor> = {}): Visitor => ({
    name: '',
    assessments,
    current: assessments[0]?.id ?? '',
    savedOn: 5,
    ...given,
  });
  const holding = (of: Visitor): Holdings => ({ ...noHoldings, visitor: of });
  const choice = (given: Partial<Choice>): Choice => ({
    how: 'merge',
    wins: 'here',
    picks: new Map(),
    plan: 'here',
    moments: 'here',
    ...given,
  });

  it('pickKey joins the id of the assessment and of the question', () => {
    expect(pickKey('2', '3.7')).toBe('2-3.7');
  });

  it('differenceOf counts each question once', () => {
    const here = assessment('1', {
      answers: new Map([
        ['a', rated(1)],
        ['b', rated(1)],
        ['c', rated(2)],
      ]),
    });
    const brought = assessment('1', {
      answers: new Map([
        ['b', rated(1)],
        ['c', rated(3)],
        ['d', rated(0)],
        ['e', rated(0)],
      ]),
    });
    expect(differenceOf({ here, brought })).toEqual({
      same: 1,
      onlyHere: 1,
      onlyBrought: 2,
      differing: ['c'],
    });
  });

  it('pairsOf pairs equal assessments before those of the same name, and those before any', () => {
    const answers = new Map([['1.1', rated(2)]]);
    const here = visitor([
      assessment('1', { name: 'B' }),
      assessment('2', { name: 'A' }),
      assessment('3', { name: 'A', answers }),
      assessment('4', { name: 'C' }),
    ]);
    const brought = visitor([
      assessment('6', { name: 'D' }),
      assessment('7', { name: 'C' }),
      assessment('8', { name: 'B', answers }),
      assessment('9', { name: 'A', answers }),
    ]);
    expect(pairsOf(here, brought).map((pair) => [pair.here.id, pair.brought.id])).toEqual([
      ['2', '6'],
      ['4', '7'],
      ['1', '8'],
      ['3', '9'],
    ]);
  });

  it.each([
    ['two of one day differ in their answers', [snapshot(3, 1)], [snapshot(3, 2)]],
    ['two of one day differ in their edition', [snapshot(3, 1, 1)], [snapshot(3, 1, 2)]],
    ['there would be five', [snapshot(1), snapshot(2), snapshot(3)], [snapshot(4), snapshot(5)]],
  ])('pairsOf does not pair assessments whose snapshots cannot be joined: %s', (_, here, brought) => {
    const pairs = pairsOf(
      visitor([assessment('1', { snapshots: here })]),
      visitor([assessment('1', { snapshots: brought })]),
    );
    expect(pairs).toEqual([]);
  });

  it.each<[Side, string, 'key' | 'all']>([
    ['here', 'Ours', 'key'],
    ['brought', 'Theirs', 'all'],
  ])(
    'takes name and route of the side that wins (%s), the later day and all snapshots in order',
    (wins, name, route) => {
      const here = assessment('1', { name: 'Ours', changedOn: 8, snapshots: [snapshot(2), snapshot(4)] });
      const brought = assessment('7', {
        name: 'Theirs',
        route: 'all',
        changedOn: 9,
        snapshots: [snapshot(1), snapshot(3)],
      });
      const merge = (a: Visitor, b: Visitor) =>
        bring(holding(a), holding(b), choice({ wins }), () => 'new').visitor;
      const merged = merge(
        visitor([here], { name: 'Zoë', savedOn: 6 }),
        visitor([brought], { name: 'Bob', savedOn: 7 }),
      );
      expect(merged).toMatchObject({ name: wins === 'here' ? 'Zoë' : 'Bob', current: '1', savedOn: 7 });
      expect(merged.assessments).toMatchObject([{ id: '1', name, route, changedOn: 9 }]);
      expect(merged.assessments[0]?.snapshots.map(({ takenOn }) => takenOn)).toEqual([1, 2, 3, 4]);
    },
  );

  it('takes the other side’s names where the winning side has none', () => {
    const named = visitor([assessment('1', { name: 'Ward 7' })], { name: 'Zoë' });
    const unnamed = visitor([assessment('1')]);
    for (const [here, brought] of [
      [named, unnamed],
      [unnamed, named],
    ] as const)
      for (const wins of sides) {
        const { visitor: merged } = bring(holding(here), holding(brought), choice({ wins }), () => 'new');
        expect([merged.name, merged.assessments[0]?.name]).toEqual(['Zoë', 'Ward 7']);
      }
  });

  it('adding beside keeps the visitor’s own name, whichever side would win a merge', () => {
    const [here, brought] = [
      visitor([assessment('1')], { name: 'Zoë' }),
      visitor([assessment('2', { name: 'B' })], { name: 'Bob' }),
    ];
    const added = bring(
      holding(here),
      holding(brought),
      choice({ how: 'beside', wins: 'brought' }),
      () => 'new',
    ).visitor;
    expect([added.name, added.current]).toEqual(['Zoë', '2']);
  });

  it('newAmong returns the brought assessments that the browser lacks, whatever their ids and days', () => {
    const answers = new Map([['1.1', rated(2)]]);
    const held = assessment('1', { name: 'A', answers, snapshots: [snapshot(2)] });
    const same = { ...held, id: '9', changedOn: 99, route: 'all' as const };
    const others = [
      { ...held, level: 'whole' },
      { ...held, name: 'B' },
      { ...held, answers: new Map() },
      { ...held, snapshots: [] },
      { ...held, snapshots: [snapshot(3)] },
      { ...held, snapshots: [snapshot(2), snapshot(3)] },
    ];
    expect(newAmong(visitor([assessment('5'), held]), visitor([same, ...others]))).toEqual(others);
  });
});
