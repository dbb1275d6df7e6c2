/**
 * Pages made of parts. Most of a page is the same for everyone, and costs the most: escaping 30 kB, joining it, and
 * above all deflating it. So a view may say that a part depends on nothing but a key,
 *
 *     <%- site.fixed(`guidance ${id}`, () => part('partials/guidance', page.guidance)) %>
 *
 * and that part is rendered and deflated once. In the view's output a mark stands for it; `Parts` splits the output
 * at the marks. A gzip body is then stitched together: each part is a run of whole deflate blocks that ends on a byte
 * boundary (RFC 1951 section 3.2.3, zlib's Z_SYNC_FLUSH), and such runs may follow each other; the CRC-32 of the whole
 * (RFC 1952 section 2.3) is combined from those of the parts (`crc.ts`). What is left per request is the few words that
 * are the visitor's own, which are short enough to be stored without deflating.
 *
 * A key must name everything its part depends on. Nothing a visitor typed goes into a fixed part.
 */
import { constants, crc32, deflateRawSync } from 'node:zlib';
import { appendCrc, crcShift } from './crc.ts';

const mark = '\u0001';

/** Made as text; once it has been sent, its bytes are kept in place of the text. */
class Fragment {
  readonly #level: number;
  #text: string | undefined;
  #bytes: Buffer | undefined;
  #deflated: { bytes: Buffer; crc: number; shift: number } | undefined;

  /** @param level of deflating, 1 to 9: the highest takes five times as long as the third, which is worth it for what is kept */
  constructor(text: string, level: number) {
    this.#text = text;
    this.#level = level;
  }

  /** In bytes. */
  get size(): number {
    return this.#bytes?.length ?? Buffer.byteLength(this.#text ?? '');
  }

  get text(): string {
    return this.#text ?? this.bytes.toString();
  }

  get bytes(): Buffer {
    this.#bytes ??= ownMemory(Buffer.from(this.#text ?? ''));
    this.#text = undefined;
    return this.#bytes;
  }

  /** The deflate blocks, the CRC of the text, and what appending it does to the CRC of what stands before. */
  get deflated() {
    this.#deflated ??= {
      bytes: ownMemory(
        deflateRawSync(this.bytes, { level: this.#level, finishFlush: constants.Z_SYNC_FLUSH }),
      ),
      crc: crc32(this.bytes),
      shift: crcShift(this.size),
    };
    return this.#deflated;
  }
}

/** What is kept for long must not keep the memory it was cut from: zlib gives a view of 16 kB, `Buffer.from` one of 8 kB. */
function ownMemory(bytes: Buffer): Buffer {
  const own = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(own);
  return own;
}

/** Levels of deflating: for what is sent once, and for what is sent often. */
const quickly = 3;
const thoroughly = 9;
const mostAsked = 5_000;

/**
 * Keeps the fragments used lately, up to a size, so that no pattern of requests fills the memory: two halves, and when the
 * newer is full the older goes; what is used in the older moves to the newer.
 */
export class Fragments {
  #newer = new Map<string, Fragment>();
  #older = new Map<string, Fragment>();
  readonly #half: number;
  /** Keys of personal parts that were asked for once. */
  readonly #asked = new Set<string>();
  #size = 0;
  #used: Fragment[] = [];
  #depth = 0;

  /** @param limit bytes of text kept */
  constructor(limit = 8 * 1024 * 1024) {
    this.#half = limit / 2;
  }

  /** For views: the part with this key, made if it is not kept. Inside another fixed part it is plain text. */
  readonly fixed = (key: string, make: () => string): string => {
    return this.#shown(this.#get(key, make));
  };

  /**
   * For views: as `fixed`, for what hardly two visitors have in common, such as a report. It is kept when it is asked for again;
   * most are not, and to keep them all would push out what many share.
   */
  readonly personal = (key: string, make: () => string): string => {
    if (this.#newer.has(key) || this.#older.has(key) || this.#asked.has(key)) return this.fixed(key, make);
    if (this.#asked.size >= mostAsked) this.#asked.clear();
    this.#asked.add(key);
    return this.#shown(this.#make(make, quickly));
  };

  /** Inside another part it is plain text, else a mark for it. */
  #shown(fragment: Fragment): string {
    return this.#depth > 0 ? fragment.text : `${mark}${this.#used.push(fragment) - 1}${mark}`;
  }

  /**
   * For views: text with this key, made if it is not kept. For small parts that many visitors share, such as a row with one
   * of the possible answers; deflated together with what stands around it.
   */
  readonly kept = (key: string, make: () => string): string => this.#get(key, make).text;

  #get(key: string, make: () => string): Fragment {
    const known = this.#newer.get(key);
    if (known) return known;
    const fragment = this.#older.get(key) ?? this.#make(make, thoroughly);
    const { size } = fragment;
    if (this.#size + size > this.#half) {
      this.#older = this.#newer;
      this.#newer = new Map();
      this.#size = 0;
    }
    this.#newer.set(key, fragment);
    this.#size += size;
    return fragment;
  }

  #make(make: () => string, level: number): Fragment {
    this.#depth++;
    try {
      return new Fragment(make(), level);
    } finally {
      this.#depth--;
    }
  }

  /** Runs a view, which may call `fixed`, and gives the parts of its output. */
  collect(view: () => string): Parts {
    this.#used = [];
    const output = view().split(mark);
    return new Parts(output.map((part, i) => (i % 2 === 1 && this.#used[Number(part)]) || part));
  }
}

/** Takes the mark out of text that comes from outside, so that nobody can point at a fragment. */
export function withoutMark(text: string): string {
  return text.includes(mark) ? text.replaceAll(mark, '') : text;
}

const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** An empty last block of fixed Huffman codes ends the deflate stream. */
const lastBlock = Buffer.from([0x03, 0x00]);
/** Below this a stored block is smaller or hardly larger, and much cheaper, than a deflated one. */
const worthDeflating = 160;

export class Parts {
  readonly #parts: readonly (Fragment | string)[];

  constructor(parts: readonly (Fragment | string)[]) {
    // Space between fixed parts says nothing in HTML, and would take a block each.
    this.#parts = parts.filter((part) => typeof part !== 'string' || !/^[ \t\r\n]*$/.test(part));
  }

  get text(): string {
    return this.#parts.map((part) => (typeof part === 'string' ? part : part.text)).join('');
  }

  /** The body as it is, in pieces to be sent one after the other. */
  get bytes(): Buffer[] {
    return this.#parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part.bytes));
  }

  /** The body in gzip, in pieces to be sent one after the other. */
  get gzipped(): Buffer[] {
    const pieces: Buffer[] = [gzipHeader];
    let crc = 0;
    let size = 0;
    for (const part of this.#parts) {
      if (typeof part !== 'string') {
        const { bytes, crc: added, shift } = part.deflated;
        crc = appendCrc(crc, added, shift);
        size += part.size;
        pieces.push(bytes);
        continue;
      }
      const bytes = Buffer.from(part);
      crc = crc32(bytes, crc);
      size += bytes.length;
      if (bytes.length < worthDeflating) pieces.push(storedHeader(bytes.length), bytes);
      else
        pieces.push(
          deflateRawSync(bytes, { level: quickly, memLevel: 6, finishFlush: constants.Z_SYNC_FLUSH }),
        );
    }
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(crc, 0);
    trailer.writeUInt32LE(size % 2 ** 32, 4);
    pieces.push(lastBlock, trailer);
    return pieces;
  }
}

/** RFC 1951 section 3.2.4: not the last block, type stored, then the length and its complement. */
function storedHeader(length: number): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt16LE(length, 1);
  header.writeUInt16LE(~length & 0xffff, 3);
  return header;
}
