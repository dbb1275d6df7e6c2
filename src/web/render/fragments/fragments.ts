/** The fragments that views make, and the cache of them. README.md says how pages are made of fragments. */
import { Fragment, quickLevel, thoroughLevel } from './fragment.ts';
import { Parts } from './parts.ts';

/** Stands in the output of a view on both sides of a fragment's number. */
const mark = '\u0001';
/** Keys of personal fragments that are remembered after one use. */
const rememberedKeys = 5_000;

/**
 * Caches recently used fragments up to a size, so that no pattern of requests fills the memory. The cache has two halves.
 * When the newer half is full, the older one is dropped; a fragment used in the older half moves to the newer one.
 */
export class Fragments {
  #newer = new Map<string, Fragment>();
  #older = new Map<string, Fragment>();
  readonly #half: number;
  /** Bytes of text in the newer half. */
  #size = 0;
  /** Keys of personal fragments that were used once. */
  readonly #usedOnce = new Set<string>();
  /** The fragments of the page that is being rendered. */
  #used: Fragment[] = [];
  /** How many fragments are being made, one inside the other. */
  #depth = 0;

  /** @param limit bytes of text that are cached */
  constructor(limit = 8 * 1024 * 1024) {
    this.#half = limit / 2;
  }

  /** For views: a fragment that many visitors share. @param key names everything that the fragment depends on */
  readonly fixed = (key: string, make: () => string): string => this.#shown(this.#get(key, make));

  /**
   * For views: a fragment that hardly two visitors share, such as the body of a report. It is cached from its second use
   * on, so that reports that are read once do not push out what many visitors share.
   */
  readonly personal = (key: string, make: () => string): string => {
    if (this.#newer.has(key) || this.#older.has(key) || this.#usedOnce.has(key)) return this.fixed(key, make);
    if (this.#usedOnce.size >= rememberedKeys) this.#usedOnce.clear();
    this.#usedOnce.add(key);
    return this.#shown(this.#make(make, quickLevel));
  };

  /**
   * For views: cached text that is deflated together with what surrounds it. For small pieces that many visitors share,
   * such as a table row with one of the possible answers.
   */
  readonly kept = (key: string, make: () => string): string => this.#get(key, make).text;

  /** Renders a page with a view that may call `fixed`, `personal` and `kept`. */
  collect(view: () => string): Parts {
    this.#used = [];
    const output = view().split(mark);
    return new Parts(output.map((part, i) => (i % 2 === 1 && this.#used[Number(part)]) || part));
  }

  /** Returns the fragment's text within another fragment, and a mark elsewhere. */
  #shown(fragment: Fragment): string {
    return this.#depth > 0 ? fragment.text : `${mark}${this.#used.push(fragment) - 1}${mark}`;
  }

  #get(key: string, make: () => string): Fragment {
    const known = this.#newer.get(key);
    if (known) return known;
    const fragment = this.#older.get(key) ?? this.#make(make, thoroughLevel);
    if (this.#size + fragment.size > this.#half) {
      this.#older = this.#newer;
      this.#newer = new Map();
      this.#size = 0;
    }
    this.#newer.set(key, fragment);
    this.#size += fragment.size;
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
}

/** Removes the mark from text that visitors entered, so that it cannot point at a fragment. */
export function withoutMark(text: string): string {
  return text.includes(mark) ? text.replaceAll(mark, '') : text;
}
