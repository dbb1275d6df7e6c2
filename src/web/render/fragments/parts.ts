/** The body of a page in pieces, plain or stitched into gzip. README.md says how. */
import { constants, crc32, deflateRawSync } from 'node:zlib';
import { appendCrc } from './crc.ts';
import { Fragment, quickLevel } from './fragment.ts';

/** RFC 1952, section 2.3: the magic number, deflate, no flags, no time, no extra flags, an unknown system. */
const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** An empty last block of fixed Huffman codes (RFC 1951, section 3.2.6). */
const lastBlock = Buffer.from([0x03, 0x00]);
/** Bytes. A shorter text is stored: deflating would save little and cost much more. */
const leastDeflated = 160;

export class Parts {
  readonly #parts: readonly (Fragment | string)[];

  constructor(parts: readonly (Fragment | string)[]) {
    // White space between fragments means nothing in HTML, and would take a block each.
    this.#parts = parts.filter((part) => part instanceof Fragment || !/^[ \t\r\n]*$/.test(part));
  }

  /** Returns the page with something put after the first `mark`, which is in its first part. The other parts stay as they are. */
  withInserted(mark: string, text: string): Parts {
    const [first = '', ...others] = this.#parts;
    const start = first instanceof Fragment ? first.text : first;
    return new Parts([start.replace(mark, mark + text), ...others]);
  }

  get text(): string {
    return this.#parts.map((part) => (part instanceof Fragment ? part.text : part)).join('');
  }

  get bytes(): Buffer[] {
    return this.#parts.map((part) => (part instanceof Fragment ? part.bytes : Buffer.from(part)));
  }

  get gzipped(): Buffer[] {
    const pieces: Buffer[] = [gzipHeader];
    let crc = 0;
    let size = 0;
    for (const part of this.#parts) {
      if (part instanceof Fragment) {
        const { bytes, crc: added, shift } = part.deflated;
        crc = appendCrc(crc, added, shift);
        size += part.size;
        pieces.push(bytes);
      } else {
        const bytes = Buffer.from(part);
        crc = crc32(bytes, crc);
        size += bytes.length;
        pieces.push(...blocksOf(bytes));
      }
    }
    pieces.push(lastBlock, trailer(crc, size));
    return pieces;
  }
}

/** Whole deflate blocks that end on a byte boundary. */
function blocksOf(bytes: Buffer): Buffer[] {
  if (bytes.length < leastDeflated) return [storedHeader(bytes.length), bytes];
  const options = { level: quickLevel, memLevel: 6, finishFlush: constants.Z_SYNC_FLUSH };
  return [deflateRawSync(bytes, options)];
}

/** RFC 1951, section 3.2.4: not the last block, type stored, then the length and its complement. */
function storedHeader(length: number): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt16LE(length, 1);
  header.writeUInt16LE(~length & 0xffff, 3);
  return header;
}

/** RFC 1952, section 2.3.1. */
function trailer(crc: number, size: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(crc, 0);
  bytes.writeUInt32LE(size % 2 ** 32, 4);
  return bytes;
}
