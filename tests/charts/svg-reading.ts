/** Parses the SVG of a chart for the tests. */
interface ChartReading {
  readonly title: string;
  readonly description: string;
  /** The text of the `<text>` elements, in order. */
  readonly texts: readonly string[];
  readonly elements: readonly ChartElement[];
}

export interface ChartElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** @throws Error when the tags do not nest as XML must */
export function readChart(svg: string): ChartReading {
  const elements: ChartElement[] = [];
  const texts: string[] = [];
  const open: string[] = [];
  let title = '';
  let description = '';
  for (const [, close, name = '', attributes = '', selfClosed, text] of svg.matchAll(
    /<(\/?)([a-zA-Z]+)((?:\s+[a-zA-Z0-9-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/g,
  )) {
    if (text !== undefined) {
      const shown = unescaped(text);
      if (open.at(-1) === 'title') title += shown;
      else if (open.at(-1) === 'desc') description += shown;
      else if (open.at(-1) === 'text') texts[texts.length - 1] += shown;
      else throw new Error(`text outside of an element for text: ${shown}`);
    } else if (close) {
      const opened = open.pop();
      if (opened !== name) throw new Error(`</${name}> closes <${opened}>`);
    } else {
      elements.push({
        name,
        attributes: Object.fromEntries(
          [...attributes.matchAll(/([a-zA-Z0-9-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
        ),
      });
      if (name === 'text') texts.push('');
      if (!selfClosed) open.push(name);
    }
  }
  if (open.length > 0) throw new Error(`<${open.join('><')}> is not closed`);
  const read = svg.replaceAll(/<\/?[a-zA-Z]+(?:\s+[a-zA-Z0-9-]+="[^"<]*")*\s*\/?>|[^<]+/g, '');
  if (read !== '') throw new Error(`not read: ${read}`);
  return { title, description, texts, elements };
}

/** The charts of a page, in order. A chart may contain nested svg elements. */
export function chartsIn(html: string): string[] {
  return [...html.matchAll(/<svg class="chart"/g)].map(({ index }) => {
    let depth = 0;
    for (const { 0: tag, index: at } of html.slice(index).matchAll(/<svg\b|<\/svg>/g)) {
      depth += tag === '</svg>' ? -1 : 1;
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

/** The left and right end of each element, in per cent of the chart. Elements measured in pixels are left out. */
export function extents({ elements }: ChartReading): { element: ChartElement; from: number; to: number }[] {
  return elements.slice(1).flatMap((element) => {
    const { attributes } = element;
    const inPerCent = across.filter((name) => attributes[name]?.endsWith('%'));
    if (inPerCent.length === 0) return [];
    const [x = 0, x1 = x, x2 = x1, cx = x, width = 0] = across.map((name) =>
      attributes[name] === undefined ? undefined : perCent(attributes[name]),
    );
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
