import { attributeOf, type Element, type Page } from './dom.ts';

const fields = ['INPUT', 'SELECT', 'TEXTAREA', 'BUTTON', 'SUMMARY'];

/** A field, or what stands in its place, such as the section that says what to do first. */
const takesFocus = (element: Element) =>
  element.hasAttribute('tabindex') ||
  (fields.includes(element.tagName) &&
    !element.hasAttribute('disabled') &&
    attributeOf(element, 'type') !== 'hidden');

/** Returns what is wrong with the page of a refused form: its title, and the links of its error summary. */
export function summaryFaults(page: Page): string[] {
  const faults = page.text('title').startsWith('Error: ') ? [] : [`the title is ${page.text('title')}`];
  if (page.errors.length === 0) return [...faults, 'there is no error summary'];
  for (const { field, text } of page.errors) {
    const targets = page.all('[id]').filter((element) => attributeOf(element, 'id') === field);
    const [target] = targets;
    if (targets.length !== 1)
      faults.push(`“${text}” leads to #${field}, which is there ${targets.length} times`);
    else if (!target || !takesFocus(target))
      faults.push(`“${text}” leads to #${field}, a ${target?.tagName} that takes no focus`);
  }
  return faults;
}
