/** Parses the HTML and SVG of a chart for the tests. */
interface ChartReading {
  /** The name of the chart to a screen reader. */
  readonly title: string;
  /** The labels of the rows with their notes, in order. */
  readonly labels: readonly string[];
  /** The text of the `<text>` elements, in order, without those of the ground: the ticks and the names of bands. */
  readonly texts: readonly string[];
  /** The same for the ground. */
  readonly ground: readonly string[];
  readonly elements: readonly ChartElement[];
}

export interface ChartElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The number of the row that it is drawn in, from 0; -1 in the ground. */
  readonly row: number;
}

const tags = /<(\/?)([a-zA-Z]+)((?:\s+[a-zA-Z0-9-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/g;

/** @throws Error when the tags do not nest as XML must */
export function readChart(html: string): ChartReading {
  const elements: ChartElement[] = [];
  const labels: string[] = [];
  const texts: string[] = [];
  const ground: string[] = [];
  const open: { name: string; isGround: boolean }[] = [];
  for (const [, close, name = '', attributes = '', selfClosed, text] of html.matchAll(tags)) {
    const within = open.at(-1);
    const isGround = open.some((one) => one.isGround);
    if (text !== undefined) {
      const list = within?.name === 'text' ? (isGround ? ground : texts) : labels;
      if (!['text', 'span', 'b', 'bdi'].includes(within?.name ?? ''))
        throw new Error(`text outside of an element for text: ${text}`);
      list[list.length - 1] += unescaped(text);
    } else if (close) {
      const opened = open.pop();
      if (opened?.name !== name) throw new Error(`</${name}> closes <${opened?.name}>`);
    } else {
      const given = Object.fromEntries(
        [...attributes.matchAll(/([a-zA-Z0-9-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
      );
      if (name === 'text') (isGround ? ground : texts).push('');
      if (name === 'span') labels.push('');
      elements.push({ name, attributes: given, row: isGround ? -1 : labels.length - 1 });
      if (!selfClosed) open.push({ name, isGround: given.class === 'ground' });
    }
  }
  if (open.length > 0) throw new Error(`<${open.map(({ name }) => name).join('><')}> is not closed`);
  const read = html.replaceAll(tags, '');
  if (read !== '') throw new Error(`not read: ${read}`);
  return { title: unescaped(elements[0]?.attributes['aria-label'] ?? ''), labels, texts, ground, elements };
}

/** The elements of a class. */
export function withClass(name: string, elements: readonly ChartElement[]): ChartElement[] {
  return elements.filter(({ attributes }) => attributes.class?.split(' ').includes(name));
}

/** The number in "12.5%" or "0.75em". */
export const at = (position: string | undefined) => Number.parseFloat(position ?? '');

/** The charts of a page, in order. */
export function chartsIn(html: string): string[] {
  return [...html.matchAll(/<(div|svg) class="(?:chart|drawing)[ "]/g)].map(({ 1: name = '', index }) => {
    let depth = 0;
    for (const { 0: tag, index: at } of html
      .slice(index)
      .matchAll(new RegExp(`<${name}\\b|</${name}>`, 'g'))) {
      depth += tag.startsWith('</') ? -1 : 1;
      if (depth === 0) return html.slice(index, index + at + tag.length);
    }
    throw new Error('a chart is not closed');
  });
}

function unescaped(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot);)|>/.test(text)) throw new Error(`not escaped: ${text}`);
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

const across = ['x', 'x1', 'x2', 'cx', 'width'];

/** The left and right end of each element, in per cent of the chart. Elements that are measured in em are left out. */
export function extents({ elements }: Pick<ChartReading, 'elements'>) {
  return elements.slice(1).flatMap((element) => {
    const { attributes } = element;
    const inPerCent = across.filter((name) => attributes[name]?.endsWith('%'));
    if (inPerCent.length === 0) return [];
    const [x = 0, x1 = x, x2 = x1, cx = x, width = 0] = across.map((name) => {
      const value = attributes[name];
      return value === undefined || value.endsWith('em') ? undefined : perCent(value);
    });
    const ends = [x1, x2, cx, x + width];
    return [{ element, from: Math.min(x, ...ends), to: Math.max(x, ...ends) }];
  });
}

function perCent(value: string): number {
  const match = /^(-?\d+(?:\.\d+)?)%?$/.exec(value);
  if (!match) throw new Error(`not a position: ${value}`);
  return Number(match[1]);
}

export function numbersIn(text: string): string[] {
  return text.match(/\d+(?:\.\d+)?/g) ?? [];
}
