/** Markdown to HTML. Raw HTML in the text is shown as text, so that an editor's slip cannot break a page. */
import MarkdownIt from 'markdown-it';

export const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

/** Of the content's texts only, of which there are as many as there are: each is rendered once and kept. */
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
