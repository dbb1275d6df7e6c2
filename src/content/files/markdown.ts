/** Renders Markdown to HTML. Raw HTML is escaped, so that a mistake in the content cannot break a page. */
import MarkdownIt from 'markdown-it';

export const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

/** Cached without a limit: pass only texts of the content, whose number is fixed. */
export const blockHtml = once((text) => markdown.render(text));
export const inlineHtml = once((text) => markdown.renderInline(text));

function once(render: (text: string) => string): (text: string) => string {
  const made = new Map<string, string>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const html = render(text);
    made.set(text, html);
    return html;
  };
}
