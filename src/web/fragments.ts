/**
 * Pages made of parts. Most of a page is the same for everyone, and costs the most: escaping 30 kB, joining it, and
 * above all deflating it. So a view may say that a part depends on nothing but a key,
 *
 *     <%- site.fixed(`guidance ${id}`, () => part('partials/guidance', page.guidance)) %>
 *
 * and that part is rendered and deflated once. In the view's output a mark stands for it; `Parts` splits the output
 * at the marks. A gzip body is then stitched together: each part is a run of whole deflate blocks that ends on a byte
 * boundary (RFC 1951 section 3.2.3, zlib's Z_SYNC_FLUSH), and such runs may follow each other; what is left per
 * request is one CRC-32 over the plain text (RFC 1952 section 2.3) and deflating the few parts that are the visitor's own.
 *
 * A key must name everything its part depends on. Nothing a visitor typed goes into a fixed part.
 */
import { constants, crc32, deflateRawSync } from 'node:zlib';

const mark = '\u0001';

class Fragment {
  readonly text: string;
  readonly bytes: Buffer;
  #deflated: Buffer | undefined;

  constructor(text: string) {
    this.text = text;
    this.bytes = Buffer.from(text);
  }

  get deflated(): Buffer {
    this.#deflated ??= deflateRawSync(this.bytes, { level: 9, finishFlush: constants.Z_SYNC_FLUSH });
    return this.#deflated;
  }
}

/** Keeps the fragments most recently used, up to a size, so that no pattern of requests fills the memory. */
export class Fragments {
  readonly #kept = new Map<string, Fragment>();
  readonly #limit: number;
  #size = 0;
  #used: Fragment[] = [];
  #depth = 0;

  /** @param limit bytes of text kept */
  constructor(limit = 16 * 1024 * 1024) {
    this.#limit = limit;
  }

  /** For views: the part with this key, made if it is not kept. Inside another fixed part it is plain text. */
  readonly fixed = (key: string, make: () => string): string => {
    const fragment = this.#kept.get(key) ?? this.#make(key, make);
    if (this.#depth > 0) return fragment.text;
    return `${mark}${this.#used.push(fragment) - 1}${mark}`;
  };

  #make(key: string, make: () => string): Fragment {
    this.#depth++;
    try {
      const fragment = new Fragment(make());
      this.#kept.set(key, fragment);
      this.#size += fragment.bytes.length;
      for (const [oldest, { bytes }] of this.#kept) {
        if (this.#size <= this.#limit) break;
        this.#kept.delete(oldest);
        this.#size -= bytes.length;
      }
      return fragment;
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
    this.#parts = parts.filter((part) => part !== '');
  }

  get text(): string {
    return this.#parts.map((part) => (typeof part === 'string' ? part : part.text)).join('');
  }

  get bytes(): Buffer {
    return Buffer.concat(
      this.#parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part.bytes)),
    );
  }

  get gzipped(): Buffer {
    const pieces: Buffer[] = [gzipHeader];
    let crc = 0;
    let size = 0;
    for (const part of this.#parts) {
      const bytes = typeof part === 'string' ? Buffer.from(part) : part.bytes;
      crc = crc32(bytes, crc);
      size += bytes.length;
      if (typeof part !== 'string') pieces.push(part.deflated);
      else if (bytes.length < worthDeflating) pieces.push(storedHeader(bytes.length), bytes);
      else pieces.push(deflateRawSync(bytes, { level: 3, memLevel: 6, finishFlush: constants.Z_SYNC_FLUSH }));
    }
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(crc, 0);
    trailer.writeUInt32LE(size % 2 ** 32, 4);
    return Buffer.concat([...pieces, lastBlock, trailer]);
  }
}

/** RFC 1951 section 3.2.4: not the last block, type stored, then the length and its complement. */
function storedHeader(length: number): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt16LE(length, 1);
  header.writeUInt16LE(~length & 0xffff, 3);
  return header;
}
