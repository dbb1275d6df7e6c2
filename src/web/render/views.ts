/** The EJS views, compiled once at the start, in strict mode: a view reads its model as `page` and the globals as `site`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ejs from 'ejs';
import { withIslands, withoutMarks } from '../../direction.ts';
import type { Brand } from './brand.ts';
import { Fragments, withoutMark } from './fragments/fragments.ts';
import type { Parts } from './fragments/parts.ts';

/** What every view can read as `site`. */
export interface ViewGlobals {
  /** The path of BASE_URL, such as "/mirror"; may be empty. */
  readonly base: string;
  /** Returns the address of a file of public/, with its hash. */
  readonly asset: (name: string) => string;
  readonly brand: Brand;
  /** Days are those of UTC, which pages say. */
  readonly isUtc: boolean;
  readonly hasSample: boolean;
  readonly hasGlossary: boolean;
  /** The site has a database, so it can offer saved copies, teams and the benchmark. */
  readonly hasStorage: boolean;
  /** The operator lets visitors add their scores to a benchmark. */
  readonly hasBenchmark: boolean;
}

type Template = (page: object) => string;

export class Views {
  readonly #templates = new Map<string, Template>();
  readonly #fragments = new Fragments();

  /** @throws Error naming the file when a view does not compile */
  constructor(folder: string, site: ViewGlobals) {
    const { fixed, personal, kept } = this.#fragments;
    const shared = { ...site, fixed, personal, kept, words };
    // EJS's own include reads the file system at each call.
    const part = (name: string, page: object = {}) => this.#template(name)(page);
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ejs')) continue;
      const compiled = ejs.compile(readFileSync(join(folder, file), 'utf8'), {
        filename: relative('.', join(folder, file)),
        strict: true,
        compileDebug: false,
        rmWhitespace: true,
        escape: escaped,
        destructuredLocals: ['site', 'page', 'part'],
      });
      const name = file.replace(/\.ejs$/, '').replaceAll('\\', '/');
      this.#templates.set(name, (page) => compiled({ site: shared, page, part }));
    }
  }

  /** @throws Error when there is no view of this name, or the model lacks what the view reads */
  render(name: string, page: object): Parts {
    return this.#fragments.collect(() => this.#template(name)(page));
  }

  #template(name: string): Template {
    const template = this.#templates.get(name);
    if (!template) throw new Error(`no view named ${name}`);
    return template;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the mark of a fragment is a control character.
const special = /[&<>'"\u0001\u202a-\u202e\u2066-\u2069]/;

/** Escapes text for HTML. Marks that change the direction of what follows are dropped, wherever the text comes from. */
function escaped(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (value === undefined || value === null) return '';
  const text = String(value);
  return special.test(text) ? withoutMarks(withoutMark(ejs.escapeXML(text))) : text;
}

/** Returns a sentence as HTML. The texts that `isolated` marked in it stand in <bdi> elements. Not for attributes. */
function words(sentence: unknown): string {
  return withIslands(withoutMark(ejs.escapeXML(String(sentence ?? ''))));
}
