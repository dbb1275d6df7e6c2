/** Checks pages with html-validate, and queries them with node-html-parser, which parses one in about a quarter of the time. */
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { type HTMLElement, parse } from 'node-html-parser';

/** No rule is switched off: whatever it finds is a fault of the page. */
const loader = new StaticConfigLoader({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:standard'],
});
const parserConfig = await loader.getConfigFor('page.html');

/** The rules are the same for every page; working them out anew for each takes longer than checking it. */
class SameForAll extends StaticConfigLoader {
  override getConfigFor() {
    return parserConfig;
  }
}
const validator = new HtmlValidate(new SameForAll());

/** What html-validate finds, each as "rule: message, at line:column"; the same message once. */
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

/** An HTML page to ask questions of; every answer is text as a reader sees it. */
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

  /** Values of the radios that are chosen, by name. */
  get chosen(): Record<string, string> {
    return Object.fromEntries(
      this.all('input[type="radio"]')
        .filter((input) => input.hasAttribute('checked'))
        .map((input) => [attributeOf(input, 'name'), attributeOf(input, 'value')]),
    );
  }

  /** The notices above the page's content. */
  get notices(): string[] {
    return this.texts('.notice');
  }

  /** The error summary, each entry with the field it links to. */
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
