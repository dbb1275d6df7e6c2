/** A worksheet, which is the plan or the moments of truth, in a signed cookie of its own. */
import { textOfDay } from '../../assessment/days.ts';
import type { DayText } from '../../assessment/plan.ts';
import type { WorksheetCodec } from '../../codec/worksheets.ts';
import type { Dependencies } from '../dependencies.ts';
import { RepeatRequest, WorksheetTooLarge } from '../http/errors.ts';
import type { CookieJar } from './cookie-jar.ts';
import { signedSize, spaceLeft, spaceLeftAlone } from './cookie-room.ts';

interface Dated {
  readonly savedOn: DayText;
}

export interface KeptWorksheet<Worksheet> {
  readonly worksheet: Worksheet;
  /** The cookie cannot be read. It is set aside when a worksheet is saved. */
  readonly unreadable: boolean;
}

export class WorksheetStore<Worksheet extends Dated> {
  readonly #today: Dependencies['today'];
  readonly #name: string;
  readonly #aside: string;
  readonly #codec: WorksheetCodec<Worksheet>;
  readonly #empty: Worksheet;

  constructor(
    { today }: Pick<Dependencies, 'today'>,
    name: string,
    codec: WorksheetCodec<Worksheet>,
    empty: Worksheet,
  ) {
    this.#today = today;
    this.#name = name;
    this.#aside = `${name}_aside`;
    this.#codec = codec;
    this.#empty = empty;
  }

  /** Returns the newer of the worksheet and the one that was set aside. Never throws. */
  read(jar: CookieJar): KeptWorksheet<Worksheet> {
    const known = jar.decoded.get(this) as KeptWorksheet<Worksheet> | undefined;
    if (known) return known;
    const own = this.#decode(jar, this.#name);
    const aside = this.#decode(jar, this.#aside);
    const newest = aside && (!own || aside.savedOn > own.savedOn) ? aside : own;
    const unreadable = !own && jar.value(this.#name) !== undefined;
    const kept = { worksheet: newest ?? this.#empty, unreadable };
    jar.decoded.set(this, kept);
    return kept;
  }

  /**
   * Sets the cookie for a year. A cookie that cannot be read is set aside, not overwritten.
   * @throws WorksheetTooLarge, and then no cookie is set
   * @throws RepeatRequest when one response has no room for both cookies: it sets the old one aside, and the next saves
   */
  save(jar: CookieJar, worksheet: Worksheet): void {
    const dated = { ...worksheet, savedOn: textOfDay(this.#today()) };
    const isAside = !this.#decode(jar, this.#name) && jar.setAside(this.#name, this.#aside);
    const left = this.spaceLeft(jar, dated);
    if (left < 0) {
      const alone = isAside ? this.spaceLeft(jar, dated, spaceLeftAlone) : left;
      if (alone >= 0) {
        jar.remove(this.#name);
        throw new RepeatRequest();
      }
      if (isAside) jar.undo(this.#aside);
      throw new WorksheetTooLarge(-alone);
    }
    jar.set(this.#name, this.#codec.encode(dated));
    jar.decoded.delete(this);
  }

  /** Removes the worksheet, also where it was set aside. Cookies that cannot be read stay. */
  clear(jar: CookieJar): void {
    for (const name of [this.#name, this.#aside]) if (this.#decode(jar, name)) jar.remove(name);
    jar.decoded.delete(this);
  }

  /**
   * Returns how many more bytes of text fit; negative when there are too many. In UTF-8, é takes two bytes and “ three.
   * @param space in this response, or with `spaceLeftAlone` in one of its own
   */
  spaceLeft(jar: CookieJar, worksheet: Worksheet, space = spaceLeft): number {
    // base64 takes four characters for three bytes.
    return Math.floor((space(jar, this.#name, this.#codec.head.length) * 3) / 4) - this.#bytes(worksheet);
  }

  /** The size of the cookie that would hold the worksheet. */
  size(worksheet: Worksheet): number {
    return signedSize(this.#name, this.#codec.head.length + Math.ceil((this.#bytes(worksheet) * 4) / 3));
  }

  #bytes(worksheet: Worksheet): number {
    return this.#codec.bytes({ ...worksheet, savedOn: '2026-01-01' });
  }

  #decode(jar: CookieJar, name: string): Worksheet | undefined {
    const text = jar.verified(name);
    return text === undefined ? undefined : this.#codec.decode(text);
  }
}
