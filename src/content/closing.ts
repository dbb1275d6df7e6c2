/** Loads closing.md: the chapter of the report after the competencies, which says what to do with all of it. */
import type { Closing } from './content.ts';
import type { ContentFolder } from './files/folder.ts';
import { closingSchema } from './schema.ts';

export const closingFile = 'closing.md';

/** Returns undefined when the folder has no such file, which is allowed, or when the file has a fault. */
export function loadClosing(folder: ContentFolder): Closing | undefined {
  if (!folder.has(closingFile)) return undefined;
  const document = folder.document(closingFile);
  const matter = document && folder.checked(closingSchema, document.frontMatter, closingFile);
  if (!matter) return undefined;
  if (document.lead === '') folder.fault(closingFile, '', 'expected a text after the front matter');
  if (document.parts.length > 0)
    folder.fault(closingFile, document.parts[0]?.heading ?? '', 'expected no headings');
  return { title: matter.title, text: document.lead };
}
