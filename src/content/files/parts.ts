/** Turns the parts of a Markdown file into typed text. Adds a fault for each part that is missing, doubled or unexpected. */
import type { Band } from '../../assessment/instrument.ts';
import type { CompetencyText, LensText } from '../content.ts';
import { type Document, listItems } from './document.ts';
import type { Fault } from './faults.ts';

export class Parts {
  readonly document: Document;
  readonly faults: Fault[];
  readonly texts = new Map<string, string>();

  constructor(document: Document, faults: Fault[]) {
    this.document = document;
    this.faults = faults;
    for (const { heading, text } of document.parts) {
      if (this.texts.has(heading)) this.fault(heading, 'expected this heading once, it comes twice');
      if (text === '') this.fault(heading, 'expected some text under this heading');
      this.texts.set(heading, text);
    }
  }

  fault(field: string, message: string): void {
    this.faults.push({ file: this.document.file, field, message });
  }

  text(heading: string): string {
    const text = this.texts.get(heading);
    if (text === undefined) this.fault(heading, `expected a part headed "## ${heading}"`);
    return text ?? '';
  }

  /** The text of a part that may be left out; empty without it. */
  optional(heading: string): string {
    return this.texts.get(heading) ?? '';
  }

  list(heading: string): string[] {
    const items = listItems(this.text(heading));
    if (this.texts.get(heading) && items.length === 0)
      this.fault(heading, 'expected a list, each line beginning with "- " or "1. "');
    return items;
  }

  /** The parts whose heading is not in the list. */
  others(known: readonly string[]): { heading: string; text: string }[] {
    return this.document.parts.filter(({ heading }) => !known.includes(heading));
  }

  only(known: readonly string[]): void {
    for (const { heading } of this.others(known))
      this.fault(heading, `unexpected part; expected only: ${known.join(', ')}`);
  }
}

export function competencyTextFrom(
  document: Document,
  sources: readonly string[],
  faults: Fault[],
): CompetencyText {
  const parts = new Parts(document, faults);
  parts.only(['Description', 'Essay', 'Steps', 'Both low', 'Both high', 'I am ahead', 'We are ahead']);
  return {
    description: parts.text('Description'),
    essay: parts.text('Essay'),
    steps: parts.list('Steps'),
    readings: {
      'both-low': parts.text('Both low'),
      'both-high': parts.text('Both high'),
      'i-am-ahead': parts.text('I am ahead'),
      'we-are-ahead': parts.text('We are ahead'),
    },
    sources,
  };
}

/**
 * A lens entry has a part for each band, under the band's title.
 * @param bands undefined when the framework has a fault; the parts are not checked then
 */
export function lensTextFrom(
  document: Document,
  { question, sources }: Pick<LensText, 'question' | 'sources'>,
  bands: readonly Band[] | undefined,
  faults: Fault[],
): LensText {
  const parts = new Parts(document, faults);
  if (bands) parts.only(bands.map(({ title }) => title));
  if (document.lead === '') parts.fault('', 'expected a paragraph before the first heading');
  return {
    question,
    text: document.lead,
    bands: new Map(bands?.map(({ id, title }) => [id, parts.text(title)])),
    sources,
  };
}
