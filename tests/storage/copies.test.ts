/** The contract of saved copies, on both engines. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CopyPart } from '../../src/storage/tables/copies.ts';
import { engines, storageOn } from './postgres.ts';

describe.each(engines)('saved copies on $name', (engine) => {
  const storage = storageOn(engine);
  let ids = 0;
  const newId = () => `copy ${++ids}`;

  it('are undefined before the first write', async () => {
    expect(await storage().copies.changes(newId(), 0)).toBeUndefined();
  });

  it('return every part with the text that was written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.base64String({ maxLength: 30 }), anyValue, { maxKeys: 30 }),
        async (given) => {
          const id = newId();
          const parts = Object.entries(given).map(([part, value]) => ({ part, value }));
          await storage().copies.write(id, parts, 20_000);
          const found = await storage().copies.changes(id, 0);
          expect(sorted(found?.parts)).toEqual(sorted(parts));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keep the last write of each part, and return only parts newer than `since`', async () => {
    const id = newId();
    const first = await storage().copies.write(id, [part('a', '1'), part('b', '1')], 20_000);
    const second = await storage().copies.write(id, [part('b', '2'), part('c', '1')], 20_001);
    expect(second).toBeGreaterThan(first);
    expect(sorted((await storage().copies.changes(id, 0))?.parts)).toEqual([
      part('a', '1'),
      part('b', '2'),
      part('c', '1'),
    ]);
    expect(sorted((await storage().copies.changes(id, first))?.parts)).toEqual([
      part('b', '2'),
      part('c', '1'),
    ]);
    const days = { createdOn: 20_000, changedOn: 20_001 };
    expect(await storage().copies.changes(id, second)).toEqual({ revision: second, parts: [], ...days });
  });

  it('say on which days they were first and last written', async () => {
    const id = newId();
    await storage().copies.write(id, [part('a', '1')], 20_000);
    expect(await storage().copies.changes(id, 0)).toMatchObject({ createdOn: 20_000, changedOn: 20_000 });
    await storage().copies.write(id, [part('a', '2')], 20_009);
    expect(await storage().copies.changes(id, 0)).toMatchObject({ createdOn: 20_000, changedOn: 20_009 });
  });

  it('return parts in the order of their writes, and by name within a write', async () => {
    const id = newId();
    await storage().copies.write(id, [part('c', '1'), part('b', '1')], 20_000);
    await storage().copies.write(id, [part('a', '1')], 20_000);
    const names = (await storage().copies.changes(id, 0))?.parts.map((found) => found.part);
    expect(names).toEqual(['b', 'c', 'a']);
  });

  it('lose nothing when twenty devices write at the same time', async () => {
    const id = newId();
    const writes = Array.from({ length: 20 }, (_, i) =>
      storage().copies.write(id, [part(`p${i}`, 'x'), part('last', `${i}`)], 20_000),
    );
    const revisions = await Promise.all(writes);
    expect(new Set(revisions).size).toBe(20);
    const found = await storage().copies.changes(id, 0);
    expect(found?.parts).toHaveLength(21);
    expect(found?.revision).toBe(Math.max(...revisions));
    const winner = revisions.indexOf(Math.max(...revisions));
    expect(found?.parts).toContainEqual(part('last', String(winner)));
  });

  it('take more parts in one write than fit into one statement', async () => {
    const id = newId();
    const parts = Array.from({ length: 1_000 }, (_, i) => part(`p${i}`, 'v'.repeat(50)));
    await storage().copies.write(id, parts, 20_000);
    expect((await storage().copies.changes(id, 0))?.parts).toHaveLength(1_000);
  });

  it('are separate: removing one keeps the other', async () => {
    const [mine, yours] = [newId(), newId()];
    await storage().copies.write(mine, [part('a', 'mine')], 20_000);
    await storage().copies.write(yours, [part('a', 'yours')], 20_000);
    await storage().copies.remove(yours);
    expect(await storage().copies.changes(yours, 0)).toBeUndefined();
    expect((await storage().copies.changes(mine, 0))?.parts).toEqual([part('a', 'mine')]);
  });

  it.each(["'; drop table copy; --", '" or 1=1', '\\', '%', '\u{1F4A5}', '$1'])(
    'store %j unchanged',
    async (text) => {
      await storage().copies.write(text, [part(text, text)], 20_000);
      expect(await storage().copies.changes(text, 0)).toMatchObject({
        revision: 1,
        parts: [part(text, text)],
      });
    },
  );

  it('are purged with their parts when the last write is before the day', async () => {
    const [old, kept] = [newId(), newId()];
    await storage().copies.write(old, [part('a', '1')], 10_000);
    await storage().copies.write(kept, [part('a', '1')], 10_000);
    await storage().copies.write(kept, [part('a', '2')], 10_400);
    expect(await storage().copies.purge(10_400)).toBe(1);
    expect(await storage().copies.changes(old, 0)).toBeUndefined();
    expect((await storage().copies.changes(kept, 0))?.parts).toEqual([part('a', '2')]);
  });
});

const part = (name: string, value: string): CopyPart => ({ part: name, value });
const sorted = (parts: readonly CopyPart[] = []) => parts.toSorted((a, b) => (a.part < b.part ? -1 : 1));
/** PostgreSQL cannot store NUL in a text. Encrypted values have none. */
const anyValue = fc.string({ unit: 'grapheme', maxLength: 200 }).filter((text) => !text.includes('\0'));
