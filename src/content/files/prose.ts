/** Parses Markdown into paragraphs and list items, for documents that are not HTML. */
import type { Token } from 'markdown-it';
import { markdown } from './markdown.ts';

export interface ProseSpan {
  readonly text: string;
  readonly strong: boolean;
  readonly emphasis: boolean;
}

export interface Prose {
  /** The number of a list item, 0 in a list without numbers; undefined outside of lists. */
  readonly item: number | undefined;
  readonly spans: readonly ProseSpan[];
}

/** Returns the text in reading order. Nested lists are flattened; headings become paragraphs. */
export function proseOf(text: string): Prose[] {
  const prose: Prose[] = [];
  const numbers: number[] = [];
  let item: number | undefined;
  for (const token of markdown.parse(text, {})) {
    if (token.type === 'ordered_list_open') numbers.push(Number(token.attrGet('start') ?? 1));
    else if (token.type === 'bullet_list_open') numbers.push(0);
    else if (token.type.endsWith('_list_close')) numbers.pop();
    else if (token.type === 'list_item_open') {
      const next = numbers.at(-1) ?? 0;
      item = next;
      if (next > 0) numbers[numbers.length - 1] = next + 1;
    } else if (token.type === 'inline') {
      prose.push({ item, spans: spansOf(token.children ?? []) });
      item = undefined;
    } else if (token.type === 'fence' || token.type === 'code_block')
      prose.push({ item, spans: [{ text: token.content, strong: false, emphasis: false }] });
  }
  return prose;
}

/** Parses one line of Markdown, such as a list item. */
export function inlineSpans(text: string): ProseSpan[] {
  return spansOf(markdown.parseInline(text, {}).flatMap(({ children }) => children ?? []));
}

function spansOf(tokens: readonly Token[]): ProseSpan[] {
  const spans: ProseSpan[] = [];
  let strong = 0;
  let emphasis = 0;
  for (const { type, nesting, content } of tokens) {
    if (type.startsWith('strong')) strong += nesting;
    else if (type.startsWith('em_')) emphasis += nesting;
    else {
      const text = type.endsWith('break') ? ' ' : content;
      if (text) spans.push({ text, strong: strong > 0, emphasis: emphasis > 0 });
    }
  }
  return spans;
}
