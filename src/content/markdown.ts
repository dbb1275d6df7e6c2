/** Markdown to HTML. Raw HTML in the text is shown as text, so that an editor's slip cannot break a page. */
import MarkdownIt from 'markdown-it';

export const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

export function blockHtml(text: string): string {
  return markdown.render(text);
}

export function inlineHtml(text: string): string {
  return markdown.renderInline(text);
}
