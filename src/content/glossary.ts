/** Loads the glossary, which is optional: one part for each term. */
import type { GlossaryTerm } from './content.ts';
import type { ContentFolder } from './files/folder.ts';
import { glossarySchema } from './schema.ts';

export const glossaryFile = 'glossary.md';

interface Glossary {
  /** In alphabetical order. */
  readonly terms: readonly GlossaryTerm[];
  readonly sources: readonly string[];
}

export function loadGlossary(folder: ContentFolder): Glossary {
  const document = folder.has(glossaryFile) ? folder.document(glossaryFile) : undefined;
  const matter = document && folder.checked(glossarySchema, document.frontMatter, glossaryFile);
  if (!matter) return { terms: [], sources: [] };
  const fault = (field: string, message: string) => folder.fault(glossaryFile, field, message);
  const terms = document.parts.map(({ heading: term, text }) => {
    return { id: termId(term), term, forms: matter.forms[term] ?? [], text };
  });

  if (document.lead !== '') fault('', 'expected nothing before the first heading');
  for (const [i, { id, term, text }] of terms.entries()) {
    if (id === '') fault(term, 'expected a term with a letter or a digit');
    if (text === '') fault(term, 'expected some text under this heading');
    if (terms.findIndex((other) => other.id === id) < i)
      fault(term, 'expected this term once, it comes twice');
  }
  for (const term of Object.keys(matter.forms))
    if (!terms.some((known) => known.term === term))
      fault(`forms.${term}`, 'expected a term of this glossary');
  const owners = new Map(terms.map(({ term }) => [term.toLowerCase(), term]));
  for (const { term, forms } of terms)
    for (const form of forms) {
      const owner = owners.get(form.toLowerCase());
      if (owner !== undefined && owner !== term)
        fault(`forms.${term}`, `expected a form of one term only; "${form}" belongs to "${owner}" already`);
      owners.set(form.toLowerCase(), term);
    }
  return { terms: terms.toSorted((a, b) => a.term.localeCompare(b.term, 'en')), sources: matter.sources };
}

/** Keeps letters and digits of any script, with hyphens between words. */
function termId(term: string): string {
  return term
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
