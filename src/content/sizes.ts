/** The measure of every part, from shared/instrument/writing.md: what `npm run check` holds our own content to. */
import type { CompetencyText, Content, Guidance, LensText } from './content.ts';
import type { Fault } from './faults.ts';
import { questionFile } from './references.ts';

type Range = readonly [least: number, most: number];

export function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Every part that is too short or too long, and every list with too few or too many items. */
export function sizeFaults(content: Content): Fault[] {
  const faults: Fault[] = [];
  const measure = (file: string, field: string, unit: string, size: number, [least, most]: Range) => {
    if (size < least || size > most)
      faults.push({ file, field, message: `expected ${least} to ${most} ${unit}; came: ${size}` });
  };
  const words = (file: string, field: string, text: string, range: Range) =>
    measure(file, field, 'words', wordsIn(text), range);
  const list = (file: string, field: string, items: readonly string[], count: Range, longest: number) => {
    measure(file, field, 'items', items.length, count);
    for (const [i, item] of items.entries()) words(file, `${field} ${i + 1}`, item, [1, longest]);
  };

  for (const { id, statement } of content.instrument.questions) {
    const file = questionFile(id);
    words(file, 'statement', statement, [1, 30]);
    const guidance = content.guidance.get(id);
    if (guidance) measureGuidance(file, guidance);
    else faults.push({ file, field: '', message: 'expected the text of the question; it has none' });
  }
  for (const [id, { introduction }] of content.principles)
    words(`principles/${id}/principle.md`, 'introduction', introduction, [100, 160]);
  for (const [id, text] of content.competencies) measureCompetency(`competencies/${id}.md`, text);
  for (const [lens, entries] of Object.entries(content.lenses))
    for (const [id, text] of entries) measureLens(`lenses/${lens}/${id}.md`, text);
  return faults;

  function measureGuidance(file: string, text: Guidance): void {
    words(file, 'Why this matters', text.why, [110, 220]);
    measure(file, '', 'side topics', text.topics.length, [2, 4]);
    for (const topic of text.topics) words(file, topic.heading, topic.text, [60, 150]);
    list(file, 'Avoid', text.avoid, [3, 5], 25);
    list(file, 'Do', text.do, [4, 6], 30);
    words(file, 'Coaching', text.coaching, [90, 160]);
    list(file, 'Ask yourself', text.askYourself, [3, 3], 30);
    list(file, 'Ask together', text.askTogether, [3, 3], 30);
  }

  function measureCompetency(file: string, text: CompetencyText): void {
    words(file, 'Description', text.description, [60, 90]);
    words(file, 'Essay', text.essay, [250, 400]);
    list(file, 'Steps', text.steps, [5, 5], 60);
    for (const [reading, advice] of Object.entries(text.readings)) words(file, reading, advice, [40, 100]);
  }

  function measureLens(file: string, text: LensText): void {
    words(file, 'text', text.text, [40, 80]);
    for (const [band, advice] of text.bands) words(file, band, advice, [10, 60]);
  }
}
