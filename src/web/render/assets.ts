/** The files of public/, in memory. Each address has the hash of its file, so browsers may cache it for a year. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Encoding } from '../http/encoding.ts';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

export class Asset {
  /** `css/site.1a2b3c4d.css` */
  readonly address: string;
  readonly type: string;
  /** Headers that replace the usual ones. */
  readonly headers: Readonly<Record<string, string>>;
  readonly #plain: Buffer;
  readonly #encoded = new Map<Encoding, Buffer>();

  constructor(name: string, bytes: Buffer, headers: Readonly<Record<string, string>> = {}) {
    const extension = extname(name);
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
    this.address = `${name.slice(0, -extension.length)}.${hash}${extension}`;
    this.type = types[extension] ?? 'application/octet-stream';
    this.#plain = bytes;
    this.headers = headers;
  }

  get compressible(): boolean {
    return !/^(?:font|image\/(?!svg))/.test(this.type);
  }

  /** Compresses at the highest level on the first call, and returns the same buffer from then on. */
  bytes(encoding: Encoding): Buffer {
    const known = this.#encoded.get(encoding);
    if (known) return known;
    const made = compress(this.#plain, encoding);
    this.#encoded.set(encoding, made);
    return made;
  }
}

function compress(bytes: Buffer, encoding: Encoding): Buffer {
  if (encoding === 'br')
    return brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    });
  return encoding === 'gzip' ? gzipSync(bytes, { level: 9 }) : bytes;
}

export class Assets {
  readonly #byName = new Map<string, Asset>();
  readonly #byAddress = new Map<string, Asset>();

  /** @throws Error when a style sheet names a font that the folder does not have */
  constructor(folder: string) {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({
        name: path.slice(folder.length + 1).replaceAll('\\', '/'),
        bytes: readFileSync(path),
      }));
    const isSheet = ({ name }: { name: string }) => name.endsWith('.css');
    for (const { name, bytes } of files.filter((file) => !isSheet(file))) this.add(name, bytes);
    for (const { name, bytes } of files.filter(isSheet))
      this.add(name, Buffer.from(this.#sent(bytes.toString())));
  }

  /** Adds the hashes to the addresses of fonts, which are relative to css/, and removes comments and line breaks. */
  #sent(css: string): string {
    return css
      .replaceAll(/url\("\.\.\/([^"]+)"\)/g, (_url, name) => `url("../${this.named(name).address}")`)
      .replaceAll(/\/\*[\s\S]*?\*\//g, '')
      .replaceAll(/\s*\n\s*/g, ' ');
  }

  /** Adds a file as if it were in public/. */
  add(name: string, bytes: Buffer, headers?: Readonly<Record<string, string>>): void {
    const asset = new Asset(name, bytes, headers);
    this.#byName.set(name, asset);
    this.#byAddress.set(asset.address, asset);
  }

  /** @throws Error when public/ has no file of this name */
  named(name: string): Asset {
    const asset = this.#byName.get(name);
    if (!asset) throw new Error(`no file public/${name}`);
    return asset;
  }

  at(address: string): Asset | undefined {
    return this.#byAddress.get(address);
  }
}
