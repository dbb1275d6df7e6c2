import { constants, crc32, deflateRawSync } from 'node:zlib';
import { crcShift } from './crc.ts';

interface Deflated {
  /** Whole deflate blocks. */
  readonly bytes: Buffer;
  /** The CRC-32 of the text. */
  readonly crc: number;
  /** `crcShift` of the text's length. */
  readonly shift: number;
}

/** Compression levels of zlib, for what is sent once and for what is sent often. */
export const quickLevel = 3;
export const thoroughLevel = 9;

/** A part of a page. Holds text at first; once it has been sent, it holds the bytes in place of the text. */
export class Fragment {
  readonly #level: number;
  #text: string | undefined;
  #bytes: Buffer | undefined;
  #deflated: Deflated | undefined;

  /** @param level the compression level of zlib, 1 to 9 */
  constructor(text: string, level: number) {
    this.#text = text;
    this.#level = level;
  }

  /** Bytes of text. */
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

  get deflated(): Deflated {
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

/** Copies into memory of exactly this size. zlib returns a view of 16 kB and `Buffer.from` one of a shared 8 kB, which would stay allocated. */
function ownMemory(bytes: Buffer): Buffer {
  const own = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(own);
  return own;
}
