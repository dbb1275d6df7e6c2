/** src/web/render/fragments/fragments.ts: pages stitched from parts are, byte for byte, the pages that would have been deflated whole. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, gunzipSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { appendCrc, crcShift } from '../../../../src/web/render/fragments/crc.ts';
import { Fragments, withoutMark } from '../../../../src/web/render/fragments/fragments.ts';
import type { Parts } from '../../../../src/web/render/fragments/parts.ts';
import { Views } from '../../../../src/web/render/views.ts';

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
      // Spaces that only Unicode knows have a test of their own.
      anyText.map((own): Piece => ({ own: withoutMark(own).replaceAll(/[^\S \t\n\f\r]/gu, '_') })),
      fc.nat({ max: 4 }).map((fixed): Piece => ({ fixed })),
    ),
    { maxLength: 12 },
  ),
});

/** White space as HTML has it: alone between two fixed parts it is left out. */
const blank = /^[ \t\n\f\r]*$/;

/** What the page is as one text. */
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

/** A page's bodies in one piece each. */
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
  throw new Error('made again');
}

/** Whether the part with this key is kept; it is not made. */
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

  it('leaves out white space that stands alone between fixed parts, where it says nothing in HTML', () => {
    const pieces: Piece[] = [{ fixed: 0 }, { own: ' \r\n\t' }, { fixed: 0 }, { own: ' a ' }, { fixed: 0 }];
    expect(page(new Fragments(), ['part'], pieces).text).toBe('partpart a part');
  });

  it('keeps a space that HTML does show, such as one that does not break', () => {
    const spaces = ['\u00a0', '\u2003', '\u202f', '\u3000'];
    const shown = spaces.map(
      (own) => page(new Fragments(), ['part'], [{ fixed: 0 }, { own }, { fixed: 0 }]).text,
    );
    expect(shown).toEqual(spaces.map((space) => `part${space}part`));
  });

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
    const { gzipped, text } = joined(fragments.collect(() => `${leaf()}, ${tree()}, ${branch()}`));
    expect(text).toBe('leaf, [(leaf leaf) leaf], (leaf leaf)');
    expect(gunzipSync(gzipped).toString()).toBe(text);
  });

  it('that failed to be made is not kept, and the pages after it are whole', () => {
    const fragments = new Fragments();
    const failing = () => fragments.fixed('outer', () => fragments.fixed('inner', never));
    expect(() => fragments.collect(() => `a ${failing()}`)).toThrow('made again');
    const view = () =>
      `${fragments.fixed('outer', () => 'now')} and ${fragments.fixed('inner', () => 'then')}`;
    const { gzipped } = joined(fragments.collect(view));
    expect(gunzipSync(gzipped).toString()).toBe('now and then');
  });
});

describe('a kept text', () => {
  it('is made once and stands in the text around it', () => {
    const fragments = new Fragments();
    let made = 0;
    const row = () => fragments.kept('row', () => `row ${++made}`);
    const view = () => `<${row()}>${fragments.fixed('table', () => `[${row()}]`)}`;
    for (let i = 0; i < 3; i++) expect(fragments.collect(view).text).toBe('<row 1>[row 1]');
  });

  it('may hold fixed parts', () => {
    const fragments = new Fragments();
    const view = () => fragments.kept('row', () => `(${fragments.fixed('cell', () => 'cell')})`);
    const { gzipped } = joined(
      fragments.collect(() => `${view()} ${fragments.fixed('cell', never)} ${view()}`),
    );
    expect(gunzipSync(gzipped).toString()).toBe('(cell) cell (cell)');
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
    const views = new Views(folder, {
      base: '',
      asset: (name) => name,
      brand: {
        name: '',
        renamed: false,
        contact: undefined,
        logo: undefined,
        icon: { address: '', type: '' },
        stylesheet: undefined,
      },
      hasSample: false,
      hasGlossary: false,
      hasStorage: false,
      hasBenchmark: false,
    });
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

describe('the parts that are kept', () => {
  const limit = 1000;
  const part = (size: number) => 'x'.repeat(size);

  it('never take more than the limit, in bytes, whatever is asked for in whatever order', () => {
    const anySize = fc.integer({ min: 0, max: limit / 4 });
    const uses = fc.array(fc.nat({ max: 19 }), { maxLength: 80, size: 'max' });
    fc.assert(
      fc.property(fc.array(anySize, { minLength: 20, maxLength: 20 }), uses, (sizes, keys) => {
        const used = () => {
          const fragments = new Fragments(limit);
          // Two bytes a letter: the limit is of bytes.
          for (const key of keys)
            fragments.collect(() => fragments.fixed(`part ${key}`, () => 'é'.repeat(sizes[key] ?? 0)));
          return fragments;
        };
        // Asking is a use, so each is asked of parts that have seen no other asking.
        const kept = [...new Set(keys)].filter((key) => isKept(used(), `part ${key}`));
        expect(kept.reduce((sum, key) => sum + 2 * (sizes[key] ?? 0), 0)).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('stay while they are used in turn and take no more than half of the limit', () => {
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

  it('are those used lately: one used by every page stays while others come and go', () => {
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

  it('make room for new ones: what was used once, long ago, is gone', () => {
    const fragments = new Fragments(limit);
    for (let i = 0; i < 100; i++) fragments.collect(() => fragments.fixed(`once ${i}`, () => part(300)));
    fragments.collect(() => fragments.fixed('new', () => part(300)));
    expect(isKept(fragments, 'new')).toBe(true);
    expect(isKept(fragments, 'once 0')).toBe(false);
  });

  it('are shown even when they are larger than the limit', () => {
    const fragments = new Fragments(limit);
    const text = part(2 * limit);
    const { gzipped } = joined(fragments.collect(() => fragments.fixed('large', () => text)));
    expect(gunzipSync(gzipped).toString()).toBe(text);
  });

  it('are whole in a page that passes the limit by itself', () => {
    const fragments = new Fragments(limit);
    const texts = Array.from({ length: 8 }, (_, i) => String(i).repeat(limit / 2));
    const { gzipped } = joined(
      fragments.collect(() => texts.map((text, i) => fragments.fixed(`part ${i}`, () => text)).join('-')),
    );
    expect(gunzipSync(gzipped).toString()).toBe(texts.join('-'));
  });
});

describe('a CRC put together from those of its parts', () => {
  it('is that of the whole', () => {
    const anyBytes = fc.uint8Array({ maxLength: 5000, size: 'max' });
    fc.assert(
      fc.property(anyBytes, anyBytes, (before, after) => {
        const together = crc32(Buffer.concat([before, after]));
        expect(appendCrc(crc32(before), crc32(after), crcShift(after.length))).toBe(together);
      }),
    );
  });

  it('is that of the whole after megabytes', () => {
    const after = Buffer.alloc(3_000_001, 'abc');
    const together = crc32(after, crc32('before'));
    expect(appendCrc(crc32('before'), crc32(after), crcShift(after.length))).toBe(together);
  });
});

describe('a personal part', () => {
  const asked = (fragments: Fragments, key: string, made: string[]) => {
    const view = () =>
      fragments.personal(key, () => {
        made.push(key);
        return `<p>${key} ${fragments.fixed('shared', () => 'for all')}</p>`;
      });
    return joined(fragments.collect(() => `${fragments.fixed('head', () => 'head ')}own ${view()}`));
  };

  it('is kept from the second time on, and the same page every time', () => {
    const [fragments, made]: [Fragments, string[]] = [new Fragments(), []];
    const pages = Array.from({ length: 4 }, () => asked(fragments, 'Ann', made));
    expect(made).toEqual(['Ann', 'Ann']);
    for (const { text, bytes, gzipped } of pages) {
      expect(text).toBe('head own <p>Ann for all</p>');
      expect(bytes.toString()).toBe(text);
      expect(gunzipSync(gzipped).toString()).toBe(text);
    }
  });

  it('that is asked for once pushes out nothing that many share', () => {
    const [fragments, made]: [Fragments, string[]] = [new Fragments(20_000), []];
    asked(fragments, 'Ann', made);
    for (let i = 0; i < 1_000; i++) asked(fragments, `${i} ${'long '.repeat(200)}`, made);
    expect(isKept(fragments, 'shared')).toBe(true);
    expect(isKept(fragments, 'head')).toBe(true);
    expect(isKept(fragments, 'Ann')).toBe(false);
  });

  it('is text inside another', () => {
    const fragments = new Fragments();
    const view = () => fragments.personal('outer', () => `(${fragments.personal('inner', () => 'inner')})`);
    for (let i = 0; i < 3; i++) expect(fragments.collect(view).text).toBe('(inner)');
  });
});
