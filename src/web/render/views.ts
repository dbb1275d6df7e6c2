/**
 * The EJS views. All are read at the start, and each is compiled when it is first used: compiling all of them would be a twelfth of the
 * start. In strict mode: a view reads its model as `page` and the globals as `site`.
 */
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

/** A line with one tag that prints nothing. Its line end is left out of the page ("-%>"). */
const controlLine = /^([ \t]*<%(?![-=#%])(?:(?!%>)[^\n])*)(?<!-)%>[ \t]*\n/gm;

export class Views {
  readonly #folder: string;
  /** The text of each view, by its name, such as "partials/head". */
  readonly #sources: ReadonlyMap<string, string>;
  readonly #templates = new Map<string, Template>();
  readonly #fragments = new Fragments();
  readonly #site: object;

  constructor(folder: string, site: ViewGlobals) {
    const { fixed, personal, kept } = this.#fragments;
    this.#folder = folder;
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ejs'),
    );
    this.#sources = new Map(
      files.map((file) => [
        file.replace(/\.ejs$/, '').replaceAll('\\', '/'),
        readFileSync(join(folder, file), 'utf8'),
      ]),
    );
    this.#site = { ...site, fixed, personal, kept, words };
  }

  /** @throws Error when there is no view of this name, it does not compile, or the model lacks what the view reads */
  render(name: string, page: object): Parts {
    return this.#fragments.collect(() => this.#template(name)(page));
  }

  #template(name: string): Template {
    let template = this.#templates.get(name);
    if (!template) {
      template = this.#compiled(name);
      this.#templates.set(name, template);
    }
    return template;
  }

  #compiled(name: string): Template {
    const source = this.#sources.get(name);
    if (source === undefined) throw new Error(`no view named ${name}`);
    const compiled = ejs.compile(source.replaceAll(controlLine, '$1-%>\n'), {
      filename: relative('.', join(this.#folder, `${name}.ejs`)),
      strict: true,
      compileDebug: false,
      rmWhitespace: true,
      escape: escaped,
      destructuredLocals: ['site', 'page', 'part'],
    });
    return (page) => compiled({ site: this.#site, page, part: this.#part });
  }

  /** EJS's own include reads the file system at each call. */
  readonly #part = (name: string, page: object = {}) => this.#template(name)(page);
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
