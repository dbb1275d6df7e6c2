/** The benchmark: what a person adds, what a picture shows, and that it changes only by the rules of benchmark.ts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bandIndex,
  bandsOf,
  type Contribution,
  fewestChanges,
  fewestContributions,
  type GivenPair,
  type PictureKey,
  type Pictures,
  peopleIn,
  pictureKeys,
  publishPictures,
  scoresToGive,
} from '../../../src/assessment/comparison/benchmark.ts';
import type { Instrument } from '../../../src/assessment/instrument.ts';
import { competencyScores } from '../../../src/assessment/scores/scores.ts';
import { answersOf, anyAnswers, instrument } from '../arbitraries.ts';

const max = instrument.points.competency;
const [competency] = instrument.competencies;
const id = competency?.id ?? '';
/** One competency is enough: each picture keeps to the rules by itself. */
const small: Instrument = { ...instrument, competencies: instrument.competencies.slice(0, 1) };
const me: PictureKey = `me ${id}`;
const us: PictureKey = `us ${id}`;

/** A site with a benchmark, which records each picture together with the people in it. */
class Site {
  readonly people = new Map<string, Contribution>();
  readonly seen = new Map<PictureKey, { bands: ReadonlyMap<string, number>; shares: readonly number[] }[]>();
  pictures: Pictures = new Map();
  #names = 0;

  get names(): string[] {
    return [...this.people.keys()];
  }

  come(pair: GivenPair): string {
    const name = `p${++this.#names}`;
    this.people.set(name, { scores: new Map([[id, pair]]), counted: new Map() });
    return name;
  }

  change(name: string, pair: GivenPair): void {
    const was = this.people.get(name);
    if (was) this.people.set(name, { ...was, scores: new Map([[id, pair]]) });
  }

  publish(): void {
    const names = this.names;
    const { pictures, counted } = publishPictures(this.pictures, [...this.people.values()], small);
    for (const key of pictureKeys(small)) {
      const picture = pictures.get(key);
      if (!picture || picture === this.pictures.get(key)) continue;
      const who = key === me ? 'me' : 'us';
      const bands = new Map(
        names.flatMap((name): [string, number][] => {
          const points = this.people.get(name)?.scores.get(id)?.[who];
          return points === undefined ? [] : [[name, bandIndex(points)]];
        }),
      );
      this.seen.set(key, [...(this.seen.get(key) ?? []), { bands, shares: picture.shares }]);
    }
    this.pictures = pictures;
    for (const [i, name] of names.entries()) {
      const { scores } = this.people.get(name) ?? { scores: new Map() };
      this.people.set(name, { scores, counted: counted[i] ?? new Map() });
    }
  }

  /** Adds `count` people one after the other, and works out the picture after each. */
  many(count: number, pair: (i: number) => GivenPair): string[] {
    return Array.from({ length: count }, (_, i) => {
      const name = this.come(pair(i));
      this.publish();
      return name;
    });
  }

  leave(name: string): void {
    this.people.delete(name);
    this.publish();
  }
}

/** Counts the people who are in only one of two pictures, or in different bands. The code under test compares no people. */
function differing(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name)).length;
}

const points = fc.option(fc.integer({ min: 0, max }), { nil: undefined, freq: 6 });
const pair: fc.Arbitrary<GivenPair> = fc.record({ me: points, us: points });
const event = fc.record({
  kind: fc.constantFrom('come', 'change', 'leave', 'change-first', 'leave-last', 'back'),
  count: fc.integer({ min: 1, max: 14 }),
  pairs: fc.array(pair, { minLength: 1, maxLength: 5 }),
  from: fc.nat(),
});

function happen(
  site: Site,
  {
    kind,
    count,
    pairs,
    from,
  }: (typeof event)['generate'] extends (...args: never[]) => { value: infer T } ? T : never,
): void {
  const given = (i: number) => pairs[i % pairs.length] ?? { me: 0, us: 0 };
  const names = site.names;
  const some = Array.from(
    { length: Math.min(count, names.length) },
    (_, i) => names[(from + i) % names.length] ?? '',
  );
  if (kind === 'come') site.many(count, given);
  else if (kind === 'leave') for (const name of some) site.leave(name);
  else if (kind === 'leave-last') for (const name of names.slice(-count)) site.leave(name);
  else
    for (const [i, name] of (kind === 'change' ? some : names.slice(0, count)).entries()) {
      // 'back' restores the first scores, so that later pictures may equal earlier ones.
      site.change(name, kind === 'back' ? { me: 12, us: 12 } : given(i));
      site.publish();
    }
}

describe('the picture', () => {
  it('has at least thirty people and differs from each earlier one by at least ten, after any history', () => {
    let most = 0;
    fc.assert(
      fc.property(fc.array(event, { minLength: 5, maxLength: 25 }), (events) => {
        const site = new Site();
        site.many(fewestContributions, () => ({ me: 12, us: 12 }));
        for (const one of events) happen(site, one);
        for (const pictures of site.seen.values()) {
          most = Math.max(most, pictures.length);
          for (const [i, { bands }] of pictures.entries()) {
            expect(bands.size).toBeGreaterThanOrEqual(fewestContributions);
            for (const before of pictures.slice(0, i))
              expect(differing(before.bands, bands)).toBeGreaterThanOrEqual(fewestChanges);
          }
        }
      }),
      { numRuns: 150 },
    );
    // Else nothing was tried.
    expect(most).toBeGreaterThan(5);
  });

  it('shows the shares of its people, to five per cent, and how many they are in tens', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 30, maxLength: 90 }), (pairs) => {
        const site = new Site();
        for (const one of pairs) site.come(one);
        site.publish();
        for (const [key, pictures] of site.seen) {
          const picture = site.pictures.get(key);
          const { bands, shares } = pictures[0] ?? { bands: new Map(), shares: [] };
          for (const [band, share] of shares.entries()) {
            const count = [...bands.values()].filter((index) => index === band).length;
            expect(share % 5).toBe(0);
            expect(Math.abs(share - (100 * count) / bands.size)).toBeLessThanOrEqual(2.5);
          }
          expect(picture && peopleIn(picture)).toBe(bands.size - (bands.size % 10));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is made with the thirtieth person, and again with every tenth', () => {
    const site = new Site();
    const turns = Array.from({ length: 61 }, (_, i) => {
      site.many(1, () => ({ me: i % 25, us: undefined }));
      return site.seen.get(me)?.length ?? 0;
    });
    expect(turns.map((turn, i) => (turn > (turns[i - 1] ?? 0) ? i + 1 : 0)).filter((at) => at > 0)).toEqual([
      30, 40, 50, 60,
    ]);
    expect(site.pictures.has(us)).toBe(false);
  });

  it('does not count a change of points within a band', () => {
    const site = new Site();
    const names = site.many(40, () => ({ me: 9, us: 9 }));
    const shown = site.pictures;
    for (const name of names) site.change(name, { me: 12, us: 10 });
    site.publish();
    expect(site.pictures).toEqual(shown);
  });

  it('does not disclose the one person who stays when nine who came at the same time leave', () => {
    const site = new Site();
    site.many(30, () => ({ me: 9, us: 9 }));
    const ten = site.many(10, (i) => ({ me: i === 0 ? 24 : 9, us: 9 }));
    const shown = site.pictures.get(me);
    expect(shown?.sizes).toEqual([30, 40]);
    for (const name of ten.slice(1)) site.leave(name);
    site.many(1, () => ({ me: 9, us: 9 }));
    expect(site.pictures.get(me)).toEqual(shown);
    site.many(8, () => ({ me: 9, us: 9 }));
    expect(site.pictures.get(me)?.sizes).toEqual([30, 40, 40]);
  });

  it('does not disclose the one person who stays in a new band when nine others move back', () => {
    const site = new Site();
    const names = site.many(30, () => ({ me: 9, us: 9 })).slice(0, 10);
    const everybody = (some: readonly string[], value: number) => {
      for (const name of some) site.change(name, { me: value, us: 9 });
      site.publish();
    };
    everybody(names, 20);
    expect(site.seen.get(me)).toHaveLength(2);
    everybody(names.slice(1), 9);
    site.many(1, () => ({ me: 9, us: 9 }));
    expect(site.seen.get(me)).toHaveLength(2);
  });

  it('is made again once ten people have left', () => {
    const site = new Site();
    const names = site.many(40, (i) => ({ me: i < 10 ? 0 : 24, us: 1 }));
    for (const name of names.slice(0, 9)) site.leave(name);
    expect(site.pictures.get(me)?.shares.at(0)).toBe(25);
    site.leave(names[9] ?? '');
    expect(site.pictures.get(me)?.shares).toEqual([0, 0, 0, 0, 0, 100]);
  });
});

describe('the count of differences between pictures', () => {
  const nine = { me: 9, us: 9 };
  const sizesOf = (site: Site) => site.pictures.get(me)?.sizes;
  const changeAll = (site: Site, names: readonly string[], to: GivenPair) => {
    for (const name of names) site.change(name, to);
    site.publish();
  };

  it('adds people without a score any more to newcomers', () => {
    const site = new Site();
    const names = site.many(30, () => nine);
    changeAll(site, names.slice(0, 5), { me: undefined, us: 9 });
    site.many(4, () => nine);
    expect(sizesOf(site)).toEqual([30]);
    site.many(1, () => nine);
    expect(sizesOf(site)).toEqual([30, 30]);
  });

  it('adds people who came after an earlier picture to newcomers', () => {
    const site = new Site();
    site.many(30, () => nine);
    const later = site.many(10, () => nine);
    for (const name of later.slice(0, 5)) site.leave(name);
    site.many(5, () => nine);
    expect(sizesOf(site)).toEqual([30, 40, 40]);
  });

  it('has people who moved to another band after any earlier picture', () => {
    const site = new Site();
    const names = site.many(40, () => nine);
    expect(sizesOf(site)).toEqual([30, 40]);
    changeAll(site, names.slice(0, 9), { me: 20, us: 9 });
    expect(sizesOf(site)).toEqual([30, 40]);
    changeAll(site, names.slice(9, 10), { me: 20, us: 9 });
    expect(sizesOf(site)).toEqual([30, 40, 40]);
  });
});

describe('publishPictures', () => {
  const contributions = (count: number, points: number): Contribution[] =>
    Array.from({ length: count }, () => ({
      scores: new Map([[id, { me: points, us: undefined }]]),
      counted: new Map(),
    }));

  it('remembers since which picture a person is counted in which band', () => {
    const first = contributions(30, 9);
    const { pictures, counted } = publishPictures(new Map(), first, small);
    expect(counted.map((one) => one.get(me))).toEqual(Array(30).fill({ first: 1, since: 1, band: 2 }));
    const second = [
      ...first.map((one, i) => ({ ...one, counted: counted[i] ?? new Map() })),
      ...contributions(10, 20),
    ].map((one, i) => (i === 0 ? { ...one, scores: new Map([[id, { me: 24, us: undefined }]]) } : one));
    const next = publishPictures(pictures, second, small).counted.map((one) => one.get(me));
    expect(next[0]).toEqual({ first: 1, since: 2, band: 5 });
    expect(next.slice(1, 30)).toEqual(Array(29).fill({ first: 1, since: 1, band: 2 }));
    expect(next.slice(30)).toEqual(Array(10).fill({ first: 2, since: 2, band: 4 }));
  });

  it('leaves out a person who gave no scores of the competency', () => {
    const nothing: Contribution = { scores: new Map(), counted: new Map() };
    const { pictures, counted } = publishPictures(new Map(), [nothing, ...contributions(30, 9)], small);
    expect(pictures.get(me)).toEqual({ sizes: [30], shares: [0, 0, 100, 0, 0, 0] });
    expect(counted[0]?.size).toBe(0);
  });

  it('counts points above the present scale in its last band', () => {
    const { pictures } = publishPictures(new Map(), contributions(30, max + 9), small);
    expect(pictures.get(me)?.shares).toEqual([0, 0, 0, 0, 0, 100]);
  });

  it('changes none of its arguments', () => {
    const people = contributions(30, 9);
    const before: Pictures = new Map();
    publishPictures(before, people, small);
    expect(before.size).toBe(0);
    expect(people.every(({ counted }) => counted.size === 0)).toBe(true);
  });
});

describe('the bands', () => {
  it.each([max, 20, 10, 7, 4, 1])('of %i points have each number of points once, in order', (most) => {
    const bands = bandsOf(most);
    const all = bands.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
    expect(all).toEqual(Array.from({ length: most + 1 }, (_, i) => i));
    for (const [i, { from, to }] of bands.entries()) {
      expect(bandIndex(from)).toBe(i);
      expect(bandIndex(to)).toBe(i);
    }
  });

  it('are of four points', () => {
    expect(bandsOf(24).map(({ from, to }) => `${from}–${to}`)).toEqual([
      '0–4',
      '5–8',
      '9–12',
      '13–16',
      '17–20',
      '21–24',
    ]);
  });
});

describe('what a person adds', () => {
  it('are the report’s scores, without provisional ones from fewer than half of the questions', () => {
    fc.assert(
      fc.property(anyAnswers(), (answers) => {
        const scores = scoresToGive(instrument, answers);
        for (const score of competencyScores(instrument, answers))
          for (const who of ['me', 'us'] as const) {
            const { kind, rated, of } = score[who];
            const is = kind === 'final' || (kind === 'provisional' && rated >= of / 2);
            const points = score[who].kind === 'none' ? undefined : (score[who] as { points: number }).points;
            expect(scores.get(score.competency.id)?.[who]).toBe(is ? points : undefined);
          }
      }),
    );
  });

  it('is nothing without answers, and all six scores with all of them', () => {
    expect(scoresToGive(instrument, new Map()).size).toBe(0);
    const all = scoresToGive(
      instrument,
      answersOf(instrument.questions, () => ({ me: 3, us: 0 })),
    );
    expect([...all.values()]).toEqual(instrument.competencies.map(() => ({ me: max, us: 0 })));
  });
});
