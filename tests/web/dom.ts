/** Validates pages with html-validate, and queries them with node-html-parser, which is faster. */
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { type HTMLElement, parse } from 'node-html-parser';

/** No rule is disabled. */
const loader = new StaticConfigLoader({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:standard'],
});
const parserConfig = await loader.getConfigFor('page.html');

/** Returns the same rules for every page. Resolving them for each page takes longer than validating it. */
class SameRules extends StaticConfigLoader {
  override getConfigFor() {
    return parserConfig;
  }
}
const validator = new HtmlValidate(new SameRules());

/** Returns the faults that html-validate finds, each as "rule: message, at line:column", and each message once. */
export async function htmlFaults(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  const faults = new Map<string, string>();
  for (const { ruleId, message, line, column } of results.flatMap(({ messages }) => messages)) {
    const fault = `${ruleId}: ${message}`;
    if (!faults.has(fault)) faults.set(fault, `${fault}, at ${line}:${column}`);
  }
  return [...faults.values()];
}

export type Element = HTMLElement;

/** An HTML page to query. Texts are returned as they are read: each run of white space is one space. */
export class Page {
  readonly root: Element;

  constructor(html: string) {
    this.root = parse(html, { blockTextElements: { script: true, style: true } });
  }

  all(selector: string): Element[] {
    return this.root.querySelectorAll(selector);
  }

  has(selector: string): boolean {
    return this.root.querySelector(selector) !== null;
  }

  /** @throws Error when there is none */
  one(selector: string): Element {
    const element = this.root.querySelector(selector);
    if (!element) throw new Error(`the page has no ${selector}`);
    return element;
  }

  text(selector: string): string {
    return textOf(this.one(selector));
  }

  texts(selector: string): string[] {
    return this.all(selector).map(textOf);
  }

  attribute(selector: string, name: string): string {
    return attributeOf(this.one(selector), name);
  }

  attributes(selector: string, name: string): string[] {
    return this.all(selector).map((element) => attributeOf(element, name));
  }

  /** The values of the checked radio buttons, by name. */
  get chosen(): Record<string, string> {
    return Object.fromEntries(
      this.all('input[type="radio"]')
        .filter((input) => input.hasAttribute('checked'))
        .map((input) => [attributeOf(input, 'name'), attributeOf(input, 'value')]),
    );
  }

  /** The texts of the notices at the top of the page. */
  get notices(): string[] {
    return this.texts('.notice');
  }

  /** The entries of the error summary, each with the id of the field to which it links. */
  get errors(): { text: string; field: string }[] {
    return this.all('.error-summary a').map((link) => ({
      text: textOf(link),
      field: attributeOf(link, 'href').replace(/^#/, ''),
    }));
  }
}

export function textOf(element: Element): string {
  return element.textContent.replace(/\s+/g, ' ').trim();
}

/** Empty when the element has no such attribute. */
export function attributeOf(element: Element, name: string): string {
  return element.getAttribute(name) ?? '';
}
