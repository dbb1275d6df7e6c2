/** Parses a Markdown file of the content: YAML front matter, then text under `##` headings. */
import { parse } from 'yaml';

export interface Document {
  /** Relative to the content folder. */
  readonly file: string;
  readonly frontMatter: unknown;
  /** The text before the first heading; trimmed Markdown. */
  readonly lead: string;
  readonly parts: readonly Part[];
}

interface Part {
  readonly heading: string;
  readonly text: string;
}

/** @throws Error for editors when the front matter is missing or not YAML */
export function parseDocument(file: string, source: string): Document {
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const match = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(text);
  if (!match) throw new Error('expected front matter between two lines of ---');
  const [lead = '', ...sections] = text.slice(match[0].length).split(/^## +/m);
  const parts = sections.map((section) => {
    const end = section.indexOf('\n');
    return end < 0
      ? { heading: section.trim(), text: '' }
      : { heading: section.slice(0, end).trim(), text: section.slice(end + 1).trim() };
  });
  return { file, frontMatter: parseYaml(match[1] ?? ''), lead: lead.trim(), parts };
}

/** @throws Error for editors, with the line, when it is not YAML */
export function parseYaml(source: string): unknown {
  try {
    return parse(source);
  } catch (error) {
    throw new Error(`not valid YAML: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
  }
}

/** The items of a Markdown list (`- ` or `1. `). A continuation line belongs to the item above it. */
export function listItems(text: string): string[] {
  const items: string[] = [];
  for (const line of text.split('\n')) {
    const item = /^(?:[-*]|\d+\.)\s+(.*)$/.exec(line);
    if (item?.[1] !== undefined) items.push(item[1].trim());
    else if (line.trim() && items.length > 0) items.push(`${items.pop()} ${line.trim()}`);
  }
  return items;
}
