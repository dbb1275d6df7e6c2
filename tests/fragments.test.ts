/** src/web/fragments.ts: pages stitched from parts are, byte for byte, the pages that would have been deflated whole. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, gunzipSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Fragments, type Parts, withoutMark } from '../src/web/fragments.ts';
import { Views } from '../src/web/views.ts';

const mark = '\u0001';

/** Whole text, from nothing to some 100 kB, with marks in it as outside text may have. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400, size: 'max' }),
  fc.string({ unit: fc.constantFrom(mark, '0', '1', 'é', '\u0000', '😀'), maxLength: 12 }),
  fc
    .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 3000 }))
    .map(([text, times]) => text.repeat(times)),
);

/** A part of a page: the visitor's own, or fixed under a key. */
type Piece = { readonly own: string } | { readonly fixed: number };

const anyPage = fc.record({
  fixed: fc.array(anyText, { minLength: 1, maxLength: 5 }),
  pieces: fc.array(
    fc.oneof(
      anyText.map((own): Piece => ({ own: withoutMark(own) })),
      fc.nat({ max: 4 }).map((fixed): Piece => ({ fixed })),
    ),
    { maxLength: 12 },
  ),
});

/** What the page is as one text. */
function whole(fixed: readonly string[], pieces: readonly Piece[]): string {
  return pieces.map((piece) => ('own' in piece ? piece.own : fixed[piece.fixed % fixed.length])).join('');
}

function page(fragments: Fragments, fixed: readonly string[], pieces: readonly Piece[]): Parts {
  return fragments.collect(() =>
    pieces
      .map((piece) => {
        if ('own' in piece) return piece.own;
        const key = piece.fixed % fixed.length;
        return fragments.fixed(`part ${key}`, () => fixed[key] ?? '');
      })
      .join(''),
  );
}

function never(): never {
  throw new Error('made again');
}

/** Whether the part with this key is kept, without making it or counting as a use. */
function isKept(fragments: Fragments, key: string): boolean {
  try {
    fragments.fixed(key, never);
    return true;
  } catch {
    return false;
  }
}

describe('a page of fixed and own parts', () => {
  it('unzips to the whole text, whatever the mix', () => {
    fc.assert(
      fc.property(anyPage, ({ fixed, pieces }) => {
        const { gzipped } = page(new Fragments(), fixed, pieces);
        expect(gunzipSync(gzipped).equals(Buffer.from(whole(fixed, pieces)))).toBe(true);
      }),
    );
  });

  it('is the whole text, and its bytes are those of the text', () => {
    fc.assert(
      fc.property(anyPage, ({ fixed, pieces }) => {
        const { text, bytes } = page(new Fragments(), fixed, pieces);
        expect(text).toBe(whole(fixed, pieces));
        expect(bytes.equals(Buffer.from(text))).toBe(true);
      }),
    );
  });

  it('is the same when it is made again from the parts that are kept', () => {
    fc.assert(
      fc.property(anyPage, ({ fixed, pieces }) => {
        const fragments = new Fragments();
        const first = page(fragments, fixed, pieces).gzipped;
        expect(page(fragments, fixed, pieces).gzipped.equals(first)).toBe(true);
      }),
    );
  });

  it('does not depend on the pages made before it from the same parts', () => {
    fc.assert(
      fc.property(anyPage, fc.array(anyPage, { maxLength: 3 }), ({ fixed, pieces }, others) => {
        const fragments = new Fragments();
        for (const other of others) page(fragments, fixed, other.pieces);
        expect(page(fragments, fixed, pieces).text).toBe(whole(fixed, pieces));
      }),
    );
  });

  it('is one gzip member with nothing after it: header, blocks, CRC and length (RFC 1952)', () => {
    fc.assert(
      fc.property(anyPage, ({ fixed, pieces }) => {
        const { bytes, gzipped } = page(new Fragments(), fixed, pieces);
        const [header, blocks, trailer] = [
          gzipped.subarray(0, 10),
          gzipped.subarray(10, -8),
          gzipped.subarray(-8),
        ];
        expect([...header.subarray(0, 4)]).toEqual([0x1f, 0x8b, 8, 0]);
        const { engine } = inflateRawSync(blocks, { info: true }) as unknown as {
          engine: { bytesWritten: number };
        };
        expect(engine.bytesWritten).toBe(blocks.length);
        expect(trailer.readUInt32LE(0)).toBe(crc32(bytes));
        expect(trailer.readUInt32LE(4)).toBe(bytes.length);
      }),
    );
  });

  it.each([159, 160, 161, 65_535, 65_536, 1_000_000])(
    'unzips when a part of its own has %i bytes',
    (size) => {
      const own = Array.from({ length: size }, (_, i) => String.fromCharCode(32 + ((i * i) % 90))).join('');
      const pieces: Piece[] = [{ fixed: 0 }, { own }, { fixed: 0 }];
      const { gzipped } = page(new Fragments(), ['fixed'], pieces);
      expect(gunzipSync(gzipped).toString()).toBe(`fixed${own}fixed`);
    },
  );

  it('may be empty', () => {
    const { gzipped, text } = page(new Fragments(), [''], []);
    expect(text).toBe('');
    expect(gunzipSync(gzipped)).toHaveLength(0);
  });

  it('may hold a fixed part that is empty', () => {
    const { gzipped } = page(new Fragments(), [''], [{ own: 'a' }, { fixed: 0 }, { own: 'b' }]);
    expect(gunzipSync(gzipped).toString()).toBe('ab');
  });

  it('compresses what is fixed', () => {
    const { gzipped } = page(
      new Fragments(),
      ['the same words again and again '.repeat(1000)],
      [{ fixed: 0 }],
    );
    expect(gzipped.length).toBeLessThan(1000);
  });
});

describe('a fixed part', () => {
  it('is made once, however many pages use it', () => {
    const fragments = new Fragments();
    let made = 0;
    const view = () => fragments.fixed('key', () => `made ${++made} time`);
    for (let i = 0; i < 5; i++)
      expect(fragments.collect(() => view() + view()).text).toBe('made 1 timemade 1 time');
  });

  it('is another one under another key', () => {
    const fragments = new Fragments();
    const view = () => fragments.fixed('a', () => 'one') + fragments.fixed('b', () => 'two');
    expect(fragments.collect(view).text).toBe('onetwo');
  });

  it('may hold fixed parts itself, to any depth', () => {
    const fragments = new Fragments();
    const leaf = () => fragments.fixed('leaf', () => 'leaf');
    const branch = () => fragments.fixed('branch', () => `(${leaf()} ${leaf()})`);
    const tree = () => fragments.fixed('tree', () => `[${branch()} ${leaf()}]`);
    const { gzipped, text } = fragments.collect(() => `${leaf()} ${tree()} ${branch()}`);
    expect(text).toBe('leaf [(leaf leaf) leaf] (leaf leaf)');
    expect(gunzipSync(gzipped).toString()).toBe(text);
  });

  it('that failed to be made is not kept, and the pages after it are whole', () => {
    const fragments = new Fragments();
    const failing = () => fragments.fixed('outer', () => fragments.fixed('inner', never));
    expect(() => fragments.collect(() => `a ${failing()}`)).toThrow('made again');
    const view = () =>
      `${fragments.fixed('outer', () => 'now')} and ${fragments.fixed('inner', () => 'then')}`;
    const { gzipped } = fragments.collect(view);
    expect(gunzipSync(gzipped).toString()).toBe('now and then');
  });
});

describe('marks in outside text', () => {
  it('are taken out, and nothing else is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(withoutMark(text)).toBe(text.split(mark).join(''));
      }),
    );
  });

  it('cannot call up a fixed part, nor push one away, in a page made by a view', () => {
    const folder = mkdtempSync(join(tmpdir(), 'views-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const view = `<%- site.fixed('key', () => 'fixed') %>|<%= page.text %>|<%- site.fixed('key', () => '') %>`;
    writeFileSync(join(folder, 'page.ejs'), view);
    const views = new Views(folder, { base: '', asset: (name) => name, hasSample: false });
    const hostile = fc.string({ unit: fc.constantFrom(mark, '0', '1', '2', 'a', ' '), maxLength: 12 });
    fc.assert(
      fc.property(hostile, (text) => {
        const { gzipped } = views.render('page', { text });
        const shown = text.replaceAll(mark, '');
        expect(gunzipSync(gzipped).toString()).toBe(`fixed|${shown}|fixed`);
      }),
    );
  });
});

describe('the parts that are kept', () => {
  const limit = 1000;
  const anyUse = fc.record({ key: fc.nat({ max: 30 }), size: fc.integer({ min: 0, max: 400 }) });

  it('never pass the limit, in bytes, whatever is asked for', () => {
    fc.assert(
      fc.property(fc.array(anyUse, { maxLength: 60, size: 'max' }), (uses) => {
        const fragments = new Fragments(limit);
        const sizes = new Map<string, number>();
        for (const { key, size } of uses) {
          const name = `part ${key}`;
          if (isKept(fragments, name)) continue;
          // Two bytes a letter: the limit is of bytes.
          fragments.collect(() => fragments.fixed(name, () => 'é'.repeat(size)));
          sizes.set(name, 2 * size);
        }
        const kept = [...sizes].filter(([name]) => isKept(fragments, name));
        expect(kept.reduce((sum, [, size]) => sum + size, 0)).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('are all kept as long as they fit', () => {
    const fragments = new Fragments(limit);
    const keys = Array.from({ length: 10 }, (_, i) => `part ${i}`);
    for (const key of keys)
      fragments.collect(() => fragments.fixed(key, () => 'x'.repeat(limit / keys.length)));
    expect(keys.filter((key) => !isKept(fragments, key))).toEqual([]);
  });

  it('are shown even when they are larger than the limit', () => {
    const fragments = new Fragments(limit);
    const text = 'x'.repeat(2 * limit);
    const { gzipped } = fragments.collect(() => fragments.fixed('large', () => text));
    expect(gunzipSync(gzipped).toString()).toBe(text);
  });

  it('are whole in a page that passes the limit by itself', () => {
    const fragments = new Fragments(limit);
    const texts = Array.from({ length: 8 }, (_, i) => String(i).repeat(limit / 2));
    const { gzipped } = fragments.collect(() =>
      texts.map((text, i) => fragments.fixed(`part ${i}`, () => text)).join('-'),
    );
    expect(gunzipSync(gzipped).toString()).toBe(texts.join('-'));
  });

  it('make room again: after a flood of parts used once, a new part is kept', () => {
    const fragments = new Fragments(limit);
    for (let i = 0; i < 100; i++)
      fragments.collect(() => fragments.fixed(`once ${i}`, () => 'x'.repeat(300)));
    fragments.collect(() => fragments.fixed('new', () => 'x'.repeat(300)));
    expect(isKept(fragments, 'new')).toBe(true);
    expect(isKept(fragments, 'once 0')).toBe(false);
  });

  it('are those most recently used: one used by every page stays while others come and go', () => {
    const fragments = new Fragments(limit);
    let made = 0;
    for (let i = 0; i < 50; i++)
      fragments.collect(
        () =>
          fragments.fixed('head', () => {
            made++;
            return 'x'.repeat(300);
          }) + fragments.fixed(`once ${i}`, () => 'x'.repeat(300)),
      );
    expect(made).toBe(1);
  });
});
