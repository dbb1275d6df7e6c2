import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CopyParts, changedParts, reconcile, withParts } from '../../src/assessment/reconcile.ts';

const parts = (given: Record<string, string> = {}): CopyParts => new Map(Object.entries(given));
const names = ['profile', 'a 1', 'q 1 3.7', 'q 1 3.8', 'plan'] as const;
const anyName = fc.constantFrom(...names);
/** Few names and values, so that both sides often have the same part, alike or not. */
const mapOf = (...values: readonly string[]): fc.Arbitrary<CopyParts> =>
  fc
    .uniqueArray(fc.tuple(anyName, fc.constantFrom(...values)), { selector: ([name]) => name })
    .map((entries) => new Map(entries));
const anyParts = mapOf('x', 'y', 'z');
const anyChanges = mapOf('x', 'y', 'z', '');

/** A browser and a database that were the same once; `here` and `there` are their changes since. */
const anyCase = fc.record({
  before: anyParts,
  here: anyChanges,
  there: anyChanges,
  isRestored: fc.constant(false),
});
type Case = { before: CopyParts; here: CopyParts; there: CopyParts };
const sidesOf = ({ before, here, there }: Case) => ({
  own: withParts(before, here),
  database: withParts(before, there),
  found: there,
  unsent: new Set(here.keys()),
  isRestored: false,
});

/** A database restored from a backup: it may hold anything, and all of it is read. */
const anyRestored = fc.record({
  own: anyParts,
  found: anyParts,
  unsent: fc.uniqueArray(anyName).map((list) => new Set<string>(list)),
  isRestored: fc.constant(true),
});

describe('changedParts', () => {
  it('returns new and changed parts, and an empty value for a removed one', () => {
    expect(
      changedParts(parts({ same: 'x', old: 'x', gone: 'x' }), parts({ same: 'x', old: 'y', added: 'z' })),
    ).toEqual(parts({ old: 'y', added: 'z', gone: '' }));
  });

  it('returns what withParts needs to turn one map into the other', () => {
    fc.assert(
      fc.property(anyParts, anyParts, (before, after) => {
        expect(withParts(before, changedParts(before, after))).toEqual(after);
      }),
    );
  });
});

describe('withParts', () => {
  it('replaces, adds and removes, and leaves its arguments as they were', () => {
    const before = parts({ same: 'x', old: 'x', gone: 'x' });
    const changes = parts({ old: 'y', added: 'z', gone: '', unknown: '' });
    expect(withParts(before, changes)).toEqual(parts({ same: 'x', old: 'y', added: 'z' }));
    expect([...before.keys(), ...changes.keys()]).toEqual([
      ...['same', 'old', 'gone'],
      ...['old', 'added', 'gone', 'unknown'],
    ]);
  });
});

describe('reconcile', () => {
  it.each([
    ['takes a part that another device wrote', { own: {}, found: { q: 'x' } }, { merged: { q: 'x' } }],
    ['takes a newer value of a sent part', { own: { q: 'x' }, found: { q: 'y' } }, { merged: { q: 'y' } }],
    ['removes a part that another device removed', { own: { q: 'x' }, found: { q: '' } }, {}],
    [
      'sends an unsent part and keeps it against a newer value',
      { own: { q: 'x' }, found: { q: 'y' }, unsent: ['q'] },
      { merged: { q: 'x' }, outgoing: { q: 'x' } },
    ],
    [
      'sends an unsent removal and keeps the part removed',
      { own: {}, found: { q: 'y' }, unsent: ['q'] },
      { outgoing: { q: '' } },
    ],
    [
      'does not send a part again that the database has already',
      { own: { q: 'x' }, found: { q: 'x' }, unsent: ['q'] },
      { merged: { q: 'x' } },
    ],
    [
      'sends all that the browser holds when the unsent names are not known',
      { own: { p: 'x', q: 'x' }, found: { p: 'y', q: 'x' }, unsent: 'everything' as const },
      { merged: { p: 'x', q: 'x' }, outgoing: { p: 'x' } },
    ],
    [
      'takes a part of another device that the browser lacks when the unsent names are not known',
      { own: { p: 'x' }, found: { q: 'y' }, unsent: 'everything' as const },
      { merged: { p: 'x', q: 'y' }, outgoing: { p: 'x' } },
    ],
    [
      'gives a restored database back what it lacks or has in an older form',
      { own: { p: 'x', q: 'x', r: 'x' }, found: { q: 'y', r: 'x', s: 'z' }, isRestored: true },
      { merged: { p: 'x', q: 'x', r: 'x', s: 'z' }, outgoing: { p: 'x', q: 'x' } },
    ],
    [
      'removes from a restored database a part whose removal was unsent',
      { own: {}, found: { q: 'y' }, unsent: ['q'], isRestored: true },
      { outgoing: { q: '' } },
    ],
    [
      'does not send a restored database the removal of a part that it lacks',
      { own: {}, found: {}, unsent: ['q'], isRestored: true },
      {},
    ],
  ] as [string, Given, Wanted][])('%s', (_, given, { merged = {}, outgoing = {} }) => {
    const { own, found, unsent = [], isRestored = false } = given;
    const result = reconcile({
      own: parts(own),
      found: parts(found),
      unsent: unsent === 'everything' ? unsent : new Set(unsent),
      isRestored,
    });
    expect(result).toEqual({ merged: parts(merged), outgoing: parts(outgoing) });
  });

  interface Given {
    own: Record<string, string>;
    found: Record<string, string>;
    unsent?: string[] | 'everything';
    isRestored?: boolean;
  }
  interface Wanted {
    merged?: Record<string, string>;
    outgoing?: Record<string, string>;
  }

  it('overwrites nothing unsent, and takes everything else that was found', () => {
    fc.assert(
      fc.property(fc.oneof(anyCase.map(sidesOf), anyRestored), (sides) => {
        const { merged } = reconcile(sides);
        const isOwn = (name: string) => sides.unsent.has(name) || (sides.isRestored && sides.own.has(name));
        for (const name of names) {
          const wanted = isOwn(name)
            ? sides.own.get(name)
            : (sides.found.get(name) ?? sides.own.get(name)) || undefined;
          expect({ name, value: merged.get(name) }).toEqual({ name, value: wanted });
        }
      }),
    );
  });

  it('leaves the browser and the database with the same parts', () => {
    fc.assert(
      fc.property(anyCase.map(sidesOf), ({ database, ...sides }) => {
        const { merged, outgoing } = reconcile(sides);
        expect(withParts(database, outgoing)).toEqual(merged);
      }),
    );
    fc.assert(
      fc.property(anyRestored, (sides) => {
        const { merged, outgoing } = reconcile(sides);
        expect(withParts(sides.found, outgoing)).toEqual(merged);
      }),
    );
  });

  it('leaves both sides with the same parts when the unsent names are not known and none was removed', () => {
    fc.assert(
      fc.property(anyParts, anyParts, anyChanges, (before, here, there) => {
        const [own, database] = [withParts(before, here), withParts(before, there)];
        const { merged, outgoing } = reconcile({
          own,
          found: there,
          unsent: 'everything',
          isRestored: false,
        });
        expect(withParts(database, outgoing)).toEqual(merged);
      }),
    );
  });

  it('sends only unsent parts, and no part whose value the database is known to have', () => {
    fc.assert(
      fc.property(anyCase.map(sidesOf), (sides) => {
        const { outgoing } = reconcile(sides);
        const lacking = [...sides.unsent].filter(
          (name) => sides.found.get(name) !== (sides.own.get(name) ?? ''),
        );
        expect([...outgoing.keys()].toSorted()).toEqual(lacking.toSorted());
      }),
    );
  });

  it('changes nothing more when it is repeated after the browser and the database took the result', () => {
    fc.assert(
      fc.property(fc.oneof(anyCase.map(sidesOf), anyRestored), (sides) => {
        const { merged, outgoing } = reconcile(sides);
        const again = { own: merged, found: outgoing, unsent: new Set<string>(), isRestored: false };
        expect(reconcile(again)).toEqual({ merged, outgoing: new Map() });
        expect(reconcile({ ...sides, own: merged }).merged).toEqual(merged);
      }),
    );
  });
});
