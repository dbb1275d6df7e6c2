import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, gunzipSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Fragments, withoutMark } from '../../../../src/web/render/fragments/fragments.ts';
import { Parts } from '../../../../src/web/render/fragments/parts.ts';
import { bareViews } from '../bare-views.ts';

const mark = '\u0001';

/** Text of 0 to about 100 kB, with marks in it, as text from outside may have. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400, size: 'max' }),
  fc.string({ unit: fc.constantFrom(mark, '0', '1', 'é', '\u0000', '😀'), maxLength: 12 }),
  fc
    .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 3000 }))
    .map(([text, times]) => text.repeat(times)),
);

/** A part of a page: the visitor's own text, or a fragment under a key. */
type Piece = { readonly own: string } | { readonly fixed: number };

const anyPage = fc.record({
  fixed: fc.array(anyText, { minLength: 1, maxLength: 5 }),
  pieces: fc.array(
    fc.oneof(
      // White space that HTML does not collapse has a test of its own.
      anyText.map((own): Piece => ({ own: withoutMark(own).replaceAll(/[^\S \t\n\f\r]/gu, '_') })),
      fc.nat({ max: 4 }).map((fixed): Piece => ({ fixed })),
    ),
    { maxLength: 12 },
  ),
});

/** White space as HTML defines it; between two fragments it is left out. */
const blank = /^[ \t\n\f\r]*$/;

/** Returns the expected text of the page. */
function whole(fixed: readonly string[], pieces: readonly Piece[]): string {
  let text = '';
  let own = '';
  for (const piece of [...pieces, undefined]) {
    if (piece && 'own' in piece) {
      own += piece.own;
      continue;
    }
    if (!blank.test(own)) text += own;
    own = '';
    if (piece) text += fixed[piece.fixed % fixed.length];
  }
  return text;
}

/** Returns the bodies of a page in one piece each. */
function joined(parts: Parts) {
  return { text: parts.text, bytes: Buffer.concat(parts.bytes), gzipped: Buffer.concat(parts.gzipped) };
}

function page(fragments: Fragments, fixed: readonly string[], pieces: readonly Piece[]) {
  const parts = fragments.collect(() =>
    pieces
      .map((piece) => {
        if ('own' in piece) return piece.own;
        const key = piece.fixed % fixed.length;
        return fragments.fixed(`part ${key}`, () => fixed[key] ?? '');
      })
      .join(''),
  );
  return joined(parts);
}

function never(): never {
  throw new Error('made');
}

/** Returns whether the fragment with this key is cached, without making it. */
function isKept(fragments: Fragments, key: string): boolean {
  try {
    fragments.fixed(key, never);
    return true;
  } catch {
    return false;
  }
}

describe('Parts', () => {
  it('gzipped decompresses to the text of the page, for any mix of fragments and own text', () => {
    fc.assert(
      fc.property(anyPage, ({ fixed, pieces }) => {
        const { gzipped } = page(new Fragments(), fixed, pieces);
        expect(gunzipSync(gzipped).equals(Buffer.from(whole(fixed, pieces)))).toBe(true);
      }),
    );
  });

  it('text and bytes return the whole page, for any mix of fragments and own text', () => {
    fc.assert(
      fc.property(anyPage, ({ fixed, pieces }) => {
        const { text, bytes } = page(new Fragments(), fixed, pieces);
        expect(text).toBe(whole(fixed, pieces));
        expect(bytes.equals(Buffer.from(text))).toBe(true);
      }),
    );
  });

  it('gzipped returns the same bytes when the fragments come from the cache', () => {
    fc.assert(
      fc.property(anyPage, ({ fixed, pieces }) => {
        const fragments = new Fragments();
        const first = page(fragments, fixed, pieces).gzipped;
        expect(page(fragments, fixed, pieces).gzipped.equals(first)).toBe(true);
      }),
    );
  });

  it('text does not depend on pages made before from the same fragments', () => {
    fc.assert(
      fc.property(anyPage, fc.array(anyPage, { maxLength: 3 }), ({ fixed, pieces }, others) => {
        const fragments = new Fragments();
        for (const other of others) page(fragments, fixed, other.pieces);
        expect(page(fragments, fixed, pieces).text).toBe(whole(fixed, pieces));
      }),
    );
  });

  it('gzipped returns one gzip member: header, blocks, CRC-32 and length (RFC 1952, section 2.3)', () => {
    fc.assert(
      fc.property(anyPage, ({ fixed, pieces }) => {
        const { bytes, gzipped } = page(new Fragments(), fixed, pieces);
        const [header, blocks, trailer] = [
          gzipped.subarray(0, 10),
          gzipped.subarray(10, -8),
          gzipped.subarray(-8),
        ];
        expect([...header]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
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
    'gzipped decompresses to the page when the own text has %i bytes',
    (size) => {
      const own = Array.from({ length: size }, (_, i) => String.fromCharCode(32 + ((i * i) % 90))).join('');
      const pieces: Piece[] = [{ fixed: 0 }, { own }, { fixed: 0 }];
      const { gzipped } = page(new Fragments(), ['fixed'], pieces);
      expect(gunzipSync(gzipped).toString()).toBe(`fixed${own}fixed`);
    },
  );

  it('gzipped stores own text of 159 bytes and deflates own text of 160', () => {
    const sizeOf = (length: number) =>
      new Parts(['x'.repeat(length)]).gzipped.reduce((sum, { length }) => sum + length, 0);
    const [header, storedHeader, lastBlock, trailer] = [10, 5, 2, 8];
    expect(sizeOf(159)).toBe(header + storedHeader + 159 + lastBlock + trailer);
    expect(sizeOf(160)).toBeLessThan(60);
  });

  it('leaves out white space between fragments', () => {
    const pieces: Piece[] = [{ fixed: 0 }, { own: ' \r\n\t' }, { fixed: 0 }, { own: ' a ' }, { fixed: 0 }];
    expect(page(new Fragments(), ['part'], pieces).text).toBe('partpart a part');
  });

  it('keeps white space that HTML shows, such as a no-break space', () => {
    const spaces = ['\u00a0', '\u2003', '\u202f', '\u3000'];
    const shown = spaces.map(
      (own) => page(new Fragments(), ['part'], [{ fixed: 0 }, { own }, { fixed: 0 }]).text,
    );
    expect(shown).toEqual(spaces.map((space) => `part${space}part`));
  });

  it('gzipped returns an empty gzip stream for an empty page', () => {
    const { gzipped, text } = page(new Fragments(), [''], []);
    expect(text).toBe('');
    expect(gunzipSync(gzipped)).toHaveLength(0);
  });

  it('gzipped decompresses to the page when a fragment is empty', () => {
    const { gzipped } = page(new Fragments(), [''], [{ own: 'a' }, { fixed: 0 }, { own: 'b' }]);
    expect(gunzipSync(gzipped).toString()).toBe('ab');
  });

  it('gzipped compresses fragments', () => {
    const { gzipped } = page(
      new Fragments(),
      ['the same words again and again '.repeat(1000)],
      [{ fixed: 0 }],
    );
    expect(gzipped.length).toBeLessThan(1000);
  });
});

describe('Parts.withInserted', () => {
  it('inserts after the mark in this page, and leaves the cached fragment as it is', () => {
    const fragments = new Fragments();
    const view = () => `${fragments.fixed('head', () => '<title>Page</title>')}<p>${'own '.repeat(90)}</p>`;
    const inserted = joined(fragments.collect(view).withInserted('<title>', 'Error: '));
    expect(inserted.text).toMatch(/^<title>Error: Page<\/title><p>own /);
    expect(gunzipSync(inserted.gzipped).toString()).toBe(inserted.text);
    expect(fragments.collect(view).text).toMatch(/^<title>Page<\/title>/);
  });
});

describe('Fragments.fixed', () => {
  it('makes a fragment once for all pages that use it', () => {
    const fragments = new Fragments();
    let made = 0;
    const view = () => fragments.fixed('key', () => `made ${++made} time`);
    for (let i = 0; i < 5; i++)
      expect(fragments.collect(() => view() + view()).text).toBe('made 1 timemade 1 time');
  });

  it('makes another fragment for another key', () => {
    const fragments = new Fragments();
    const view = () => fragments.fixed('a', () => 'one') + fragments.fixed('b', () => 'two');
    expect(fragments.collect(view).text).toBe('onetwo');
  });

  it('returns plain text inside another fragment, at any depth', () => {
    const fragments = new Fragments();
    const leaf = () => fragments.fixed('leaf', () => 'leaf');
    const branch = () => fragments.fixed('branch', () => `(${leaf()} ${leaf()})`);
    const tree = () => fragments.fixed('tree', () => `[${branch()} ${leaf()}]`);
    const { gzipped, text } = joined(fragments.collect(() => `${leaf()}, ${tree()}, ${branch()}`));
    expect(text).toBe('leaf, [(leaf leaf) leaf], (leaf leaf)');
    expect(gunzipSync(gzipped).toString()).toBe(text);
  });

  it('does not cache a fragment whose view throws, and later pages are whole', () => {
    const fragments = new Fragments();
    const failing = () => fragments.fixed('outer', () => fragments.fixed('inner', never));
    expect(() => fragments.collect(() => `a ${failing()}`)).toThrow('made');
    const view = () =>
      `${fragments.fixed('outer', () => 'now')} and ${fragments.fixed('inner', () => 'then')}`;
    const { gzipped } = joined(fragments.collect(view));
    expect(gunzipSync(gzipped).toString()).toBe('now and then');
  });
});

describe('Fragments.kept', () => {
  it('makes a text once and returns it as plain text', () => {
    const fragments = new Fragments();
    let made = 0;
    const row = () => fragments.kept('row', () => `row ${++made}`);
    const view = () => `<${row()}>${fragments.fixed('table', () => `[${row()}]`)}`;
    for (let i = 0; i < 3; i++) expect(fragments.collect(view).text).toBe('<row 1>[row 1]');
  });

  it('returns the text of fragments inside it', () => {
    const fragments = new Fragments();
    const view = () => fragments.kept('row', () => `(${fragments.fixed('cell', () => 'cell')})`);
    const { gzipped } = joined(
      fragments.collect(() => `${view()} ${fragments.fixed('cell', never)} ${view()}`),
    );
    expect(gunzipSync(gzipped).toString()).toBe('(cell) cell (cell)');
  });
});

describe('withoutMark', () => {
  it('removes every mark and nothing else', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(withoutMark(text)).toBe(text.split(mark).join(''));
      }),
    );
  });

  it('is applied to text that views escape, so that text cannot point at a fragment', () => {
    const folder = mkdtempSync(join(tmpdir(), 'views-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const view = `<%- site.fixed('key', () => 'fixed') %>|<%= page.text %>|<%- site.fixed('key', () => '') %>`;
    writeFileSync(join(folder, 'page.ejs'), view);
    const views = bareViews(folder);
    const hostile = fc.string({ unit: fc.constantFrom(mark, '0', '1', '2', 'a', ' '), maxLength: 12 });
    fc.assert(
      fc.property(hostile, (text) => {
        const { gzipped } = joined(views.render('page', { text }));
        const shown = text.replaceAll(mark, '');
        expect(gunzipSync(gzipped).toString()).toBe(`fixed|${shown}|fixed`);
      }),
    );
  });
});

describe('the cache of Fragments', () => {
  const limit = 1000;
  const part = (size: number) => 'x'.repeat(size);

  it('never holds more bytes than its limit', () => {
    const anySize = fc.integer({ min: 0, max: limit / 4 });
    const uses = fc.array(fc.nat({ max: 19 }), { maxLength: 80, size: 'max' });
    fc.assert(
      fc.property(fc.array(anySize, { minLength: 20, maxLength: 20 }), uses, (sizes, keys) => {
        const used = () => {
          const fragments = new Fragments(limit);
          // Each letter takes two bytes, and the limit counts bytes.
          for (const key of keys)
            fragments.collect(() => fragments.fixed(`part ${key}`, () => 'é'.repeat(sizes[key] ?? 0)));
          return fragments;
        };
        // Looking a fragment up counts as a use, so each look-up gets a cache of its own.
        const kept = [...new Set(keys)].filter((key) => isKept(used(), `part ${key}`));
        expect(kept.reduce((sum, key) => sum + 2 * (sizes[key] ?? 0), 0)).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('keeps fragments that are used in turn and take half of its limit', () => {
    const fragments = new Fragments(limit);
    const keys = Array.from({ length: 10 }, (_, i) => `part ${i}`);
    let made = 0;
    for (let round = 0; round < 20; round++)
      for (const key of keys)
        fragments.collect(() =>
          fragments.fixed(key, () => {
            made++;
            return part(limit / 2 / keys.length);
          }),
        );
    expect(made).toBe(keys.length);
  });

  it('keeps a fragment that every page uses while others come and go', () => {
    const fragments = new Fragments(limit);
    let made = 0;
    const head = () => {
      made++;
      return part(300);
    };
    for (let i = 0; i < 50; i++)
      fragments.collect(() => fragments.fixed('head', head) + fragments.fixed(`once ${i}`, () => part(300)));
    expect(made).toBe(1);
  });

  it('drops a fragment that was used once, long ago', () => {
    const fragments = new Fragments(limit);
    for (let i = 0; i < 100; i++) fragments.collect(() => fragments.fixed(`once ${i}`, () => part(300)));
    fragments.collect(() => fragments.fixed('new', () => part(300)));
    expect(isKept(fragments, 'new')).toBe(true);
    expect(isKept(fragments, 'once 0')).toBe(false);
  });

  it('serves a fragment that is larger than its limit', () => {
    const fragments = new Fragments(limit);
    const text = part(2 * limit);
    const { gzipped } = joined(fragments.collect(() => fragments.fixed('large', () => text)));
    expect(gunzipSync(gzipped).toString()).toBe(text);
  });

  it('serves a page whose fragments are larger than its limit', () => {
    const fragments = new Fragments(limit);
    const texts = Array.from({ length: 8 }, (_, i) => String(i).repeat(limit / 2));
    const { gzipped } = joined(
      fragments.collect(() => texts.map((text, i) => fragments.fixed(`part ${i}`, () => text)).join('-')),
    );
    expect(gunzipSync(gzipped).toString()).toBe(texts.join('-'));
  });
});

describe('Fragments.personal', () => {
  const asked = (fragments: Fragments, key: string, made: string[]) => {
    const view = () =>
      fragments.personal(key, () => {
        made.push(key);
        return `<p>${key} ${fragments.fixed('shared', () => 'for all')}</p>`;
      });
    return joined(fragments.collect(() => `${fragments.fixed('head', () => 'head ')}own ${view()}`));
  };

  it('caches a fragment from its second use on, and returns the same page each time', () => {
    const [fragments, made]: [Fragments, string[]] = [new Fragments(), []];
    const pages = Array.from({ length: 4 }, () => asked(fragments, 'Ann', made));
    expect(made).toEqual(['Ann', 'Ann']);
    for (const { text, bytes, gzipped } of pages) {
      expect(text).toBe('head own <p>Ann for all</p>');
      expect(bytes.toString()).toBe(text);
      expect(gunzipSync(gzipped).toString()).toBe(text);
    }
  });

  it('does not push shared fragments out of the cache with fragments that are used once', () => {
    const [fragments, made]: [Fragments, string[]] = [new Fragments(20_000), []];
    asked(fragments, 'Ann', made);
    for (let i = 0; i < 1_000; i++) asked(fragments, `${i} ${'long '.repeat(200)}`, made);
    expect(isKept(fragments, 'shared')).toBe(true);
    expect(isKept(fragments, 'head')).toBe(true);
    expect(isKept(fragments, 'Ann')).toBe(false);
  });

  it('forgets which fragments were used once after 5,000 of them', () => {
    const [fragments, made]: [Fragments, string[]] = [new Fragments(), []];
    for (let i = 0; i < 5_000; i++) asked(fragments, `${i}`, made);
    asked(fragments, '0', made);
    expect(isKept(fragments, '0')).toBe(true);
    asked(fragments, 'one more', made);
    asked(fragments, '1', made);
    expect(isKept(fragments, '1')).toBe(false);
  });

  it('returns plain text inside another fragment', () => {
    const fragments = new Fragments();
    const view = () => fragments.personal('outer', () => `(${fragments.personal('inner', () => 'inner')})`);
    for (let i = 0; i < 3; i++) expect(fragments.collect(view).text).toBe('(inner)');
  });
});
