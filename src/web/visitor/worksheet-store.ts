/** A sheet of the visitor's own (the plan, the moments of truth) in a signed cookie of its own, with its own limit. */
import type { DayText } from '../../assessment/plan.ts';
import { dayOf } from '../../assessment/visitor.ts';
import { textOfDay } from '../../codec/links/file.ts';
import { type SheetCodec, sheetLimit } from '../../codec/worksheets.ts';
import type { Dependencies } from '../dependencies.ts';
import { SheetTooLarge } from '../http/errors.ts';
import type { Incoming, Outgoing } from '../http/http.ts';
import { cookieValues, setCookie } from './cookies.ts';

interface Dated {
  readonly savedOn: DayText;
}

export interface KeptSheet<Sheet> {
  readonly sheet: Sheet;
  /** There is one in this browser that cannot be read; it is kept aside when another is saved. */
  readonly unreadable: boolean;
}

export class SheetStore<Sheet extends Dated> {
  readonly #deps: Dependencies;
  readonly #name: string;
  readonly #codec: SheetCodec<Sheet>;
  readonly #empty: Sheet;

  constructor(deps: Dependencies, name: string, codec: SheetCodec<Sheet>, empty: Sheet) {
    this.#deps = deps;
    this.#name = name;
    this.#codec = codec;
    this.#empty = empty;
  }

  get #aside(): string {
    return `${this.#name}_aside`;
  }

  /** Never throws. What was kept aside counts again once it can be read, unless something newer was saved. */
  read(req: Incoming): KeptSheet<Sheet> {
    let newest: Sheet | undefined;
    let unreadable = false;
    for (const name of [this.#name, this.#aside])
      for (const value of cookieValues(req.headers.cookie, name)) {
        const sheet = this.#codec.decode(value, this.#deps.secrets);
        if (!sheet) unreadable ||= name === this.#name;
        else if (!newest || sheet.savedOn > newest.savedOn) newest = sheet;
      }
    return { sheet: newest ?? this.#empty, unreadable };
  }

  /**
   * Renews the cookie for a year. What could not be read is set aside, not overwritten.
   * @throws SheetTooLarge, and then nothing is written
   */
  save(req: Incoming, res: Outgoing, sheet: Sheet): void {
    const { config, secrets, now } = this.#deps;
    const dated = { ...sheet, savedOn: textOfDay(dayOf(now())) };
    const left = this.room(dated);
    if (left < 0) throw new SheetTooLarge(-left);
    const value = this.#codec.encode(dated, secrets);
    setCookie(res, config, this.#name, value);
    const [kept] = cookieValues(req.headers.cookie, this.#name);
    const isOurs = kept !== undefined && /^[\w.-]{1,4000}$/.test(kept);
    if (isOurs && !this.#codec.decode(kept, secrets)) setCookie(res, config, this.#aside, kept);
  }

  /** Removes what `read` gives, or one kept aside would come back in its place. What cannot be read stays. */
  clear(req: Incoming, res: Outgoing): void {
    for (const name of [this.#name, this.#aside]) {
      const values = cookieValues(req.headers.cookie, name);
      if (values.some((value) => this.#codec.decode(value, this.#deps.secrets)))
        setCookie(res, this.#deps.config, name, '', 0);
    }
  }

  /** How many more bytes of text fit; below nought, how many are too many. Most letters take one, é or “ two to three. */
  room(sheet: Sheet): number {
    const bytes = Buffer.byteLength(JSON.stringify({ ...sheet, savedOn: '2026-01-01' }));
    // Version, dots and signature around the payload, which takes four characters for three bytes.
    return Math.floor(((sheetLimit - this.#name.length - 50) * 3) / 4) - bytes;
  }
}
