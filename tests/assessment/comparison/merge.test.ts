/** What becomes of two sides: nothing is lost, the chosen side wins, and doing it twice changes nothing more. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bring,
  type Choice,
  differenceOf,
  pairsOf,
  pickKey,
  type Side,
  sides,
} from '../../../src/assessment/comparison/merge.ts';
import { type Holdings, noHoldings } from '../../../src/assessment/holdings.ts';
import { emptyMoments } from '../../../src/assessment/moments.ts';
import { emptyPlan } from '../../../src/assessment/plan.ts';
import { type Assessment, newVisitor, snapshotsKept } from '../../../src/assessment/visitor.ts';
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

  it('takes no contract and no moments away that nothing was brought for', () => {
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
  it('leaves what is here as it is, and has what was brought', () => {
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

  it('joins only assessments of one level, each with one', () => {
    assertAll((given) => {
      const { visitor, pairs } = merged(given);
      expect(pairs.every(({ here, brought }) => here.level === brought.level)).toBe(true);
      expect(new Set(pairs.map(({ here }) => here)).size).toBe(pairs.length);
      for (const ours of given.here.visitor.assessments)
        if (!pairs.some(({ here }) => here === ours)) expect(visitor.assessments).toContainEqual(ours);
    });
  });

  it('goes on with the assessment that was being answered where it comes from', () => {
    assertAll((given) => {
      const { visitor, pairs } = merged(given);
      const { current } = given.brought.visitor;
      const pair = pairs.find(({ brought }) => brought.id === current);
      if (pair) expect(visitor.current).toBe(pair.here.id);
    });
  });

  it('is told beforehand in counts that add up', () => {
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
