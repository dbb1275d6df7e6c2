/** The contract of contributions to the benchmark, on both engines. */
import { describe, expect, it } from 'vitest';
import type { GivenScores } from '../../src/assessment/comparison/benchmark.ts';
import {
  decodePictures,
  encodeScores,
  publishStoredPictures,
} from '../../src/codec/database/contribution.ts';
import type { StoredContribution } from '../../src/storage/tables/contributions.ts';
import { instrument } from '../web/state.ts';
import { engines, storageOn } from './postgres.ts';

const today = 20_000;
const [competency] = instrument.competencies;
const scoresOf = (me: number, us: number): GivenScores =>
  new Map(instrument.competencies.map(({ id }) => [id, { me, us }]));
const work = (pictures: string, rows: readonly { scores: string; counted: string }[]) =>
  publishStoredPictures(pictures, rows, instrument);

describe.each(engines)('contributions on $name', (engine) => {
  const storage = storageOn(engine);
  // Each test has its own edition and so its own benchmark.
  let edition = 0;
  const given = (me: number, us: number, more: Partial<StoredContribution> = {}): StoredContribution => ({
    edition,
    scores: encodeScores(scoresOf(me, us)),
    givenOn: today,
    ...more,
  });
  const put = (person: string, contribution: StoredContribution) =>
    storage().contributions.put(`${edition} ${person}`, contribution, work);
  const remove = (person: string) => storage().contributions.remove(`${edition} ${person}`, work);
  const find = (person: string) => storage().contributions.find(`${edition} ${person}`);
  async function sizes(): Promise<readonly number[]> {
    const { pictures } = await storage().contributions.benchmark(edition);
    return decodePictures(pictures).get(`me ${competency?.id ?? ''}`)?.sizes ?? [];
  }
  const newBenchmark = () => {
    edition++;
  };

  it('are found by their person as last saved, and count once however often they are saved', async () => {
    newBenchmark();
    expect(await find('a')).toBeUndefined();
    await put('a', given(1, 2));
    expect(await find('a')).toEqual(given(1, 2));
    const later = given(3, 4, { givenOn: today + 7 });
    await put('a', later);
    expect(await find('a')).toEqual(later);
    expect((await storage().contributions.benchmark(edition)).people).toBe(1);
  });

  it('are gone once removed, and removing twice is harmless', async () => {
    newBenchmark();
    await put('a', given(1, 2));
    await put('b', given(1, 2));
    await remove('a');
    await remove('a');
    expect(await find('a')).toBeUndefined();
    expect(await find('b')).toBeDefined();
    expect((await storage().contributions.benchmark(edition)).people).toBe(1);
  });

  it('make a picture from thirty on, and none is lost when many come at the same time', async () => {
    newBenchmark();
    for (let i = 0; i < 29; i++) await put(`p${i}`, given(i % 25, 3));
    expect(await sizes()).toEqual([]);
    await put('p29', given(9, 3));
    expect(await sizes()).toEqual([30]);
    await Promise.all(Array.from({ length: 20 }, (_, i) => put(`q${i}`, given(i, 3))));
    expect((await storage().contributions.benchmark(edition)).people).toBe(50);
    expect(await sizes()).toEqual([30, 40, 50]);
    await Promise.all(Array.from({ length: 10 }, (_, i) => remove(`p${i}`)));
    expect(await sizes()).toEqual([30, 40, 50, 40]);
  });

  it('are passed to `work` with what it stored, and only when scores have changed', async () => {
    newBenchmark();
    const calls: { pictures: string; counted: readonly string[] }[] = [];
    const putOnly = (person: string, contribution: StoredContribution) =>
      storage().contributions.put(`${edition} ${person}`, contribution, (pictures, rows) => {
        calls.push({ pictures, counted: rows.map(({ counted }) => counted) });
        return { pictures: `pictures ${calls.length}`, counted: rows.map((_, i) => `counted ${i}`) };
      });
    await putOnly('a', given(1, 2));
    await putOnly('b', given(1, 2));
    await putOnly('a', given(1, 2, { givenOn: today + 1 }));
    await putOnly('a', given(2, 2));
    expect(calls).toEqual([
      { pictures: '', counted: [''] },
      { pictures: 'pictures 1', counted: ['counted 0', ''] },
      { pictures: 'pictures 2', counted: ['counted 0', 'counted 1'] },
    ]);
    expect(await storage().contributions.benchmark(edition)).toEqual({ people: 2, pictures: 'pictures 3' });
    // The same scores under another edition are new there.
    edition++;
    await storage().contributions.put(`${edition - 1} a`, given(2, 2), (pictures, rows) => {
      expect({ pictures, counted: rows.map(({ counted }) => counted) }).toEqual({
        pictures: '',
        counted: [''],
      });
      return { pictures: 'first here', counted: [''] };
    });
    expect(await storage().contributions.benchmark(edition)).toEqual({ people: 1, pictures: 'first here' });
  });

  it('of another edition are separate, and a person has only one', async () => {
    newBenchmark();
    const before = edition;
    for (let i = 0; i < 30; i++) await put(`p${i}`, given(9, 3));
    await put('p0', given(9, 3, { edition: before + 1000 }));
    expect((await storage().contributions.benchmark(before)).people).toBe(29);
    expect((await storage().contributions.benchmark(before + 1000)).people).toBe(1);
    expect((await storage().contributions.benchmark(before + 1000)).pictures).not.toContain('sizes');
  });

  it('are purged by the day they were given, and their pictures with the last of them', async () => {
    newBenchmark();
    for (let i = 0; i < 30; i++) await put(`p${i}`, given(9, 3, { givenOn: 10_000 + i }));
    expect(await storage().contributions.purge(10_029)).toBe(29);
    expect(await find('p29')).toBeDefined();
    expect(await sizes()).toEqual([30]);
    expect(await storage().contributions.purge(10_030)).toBe(1);
    expect(await storage().contributions.benchmark(edition)).toEqual({ people: 0, pictures: '' });
  });

  it.each(["'; drop table contribution; --", '\\', '%', '\u{1F4A5}', '$1', 'null'])(
    'store %j unchanged',
    async (text) => {
      newBenchmark();
      const strange = given(1, 1, {
        scores: encodeScores(new Map([[text, { me: 1, us: undefined }]])),
      });
      await put(text, strange);
      expect(await find(text)).toEqual(strange);
      await remove('%');
      await remove('_');
      expect(await find(text)).toEqual(text === '%' ? undefined : strange);
    },
  );
});
