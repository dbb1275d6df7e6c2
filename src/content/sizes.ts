/** Checks the lengths of texts and lists. `npm run check` applies this to our own content (docs/editing-content.md). */
import type { CompetencyText, Content, Guidance, LensText } from './content.ts';
import type { Fault } from './files/faults.ts';
import { questionFile } from './references.ts';

type Range = readonly [least: number, most: number];

export function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** The mean sentence of a file must have fewer words. */
const meanBelow = 18;

/** A sentence ends with its paragraph, or at a full stop, question or exclamation mark before a capital or a digit. */
const sentenceEnd = /\n\s*\n|(?<=[.!?…][”’"')\]*_]*)\s+(?=[“‘"'([*_]*[\p{Lu}\p{N}£])/u;

export function sentencesIn(text: string): string[] {
  return text.split(sentenceEnd).filter((sentence) => wordsIn(sentence) > 0);
}

/** Lists parts that are too short or too long, lists with too few or too many items, and files with long sentences. */
export function sizeFaults(content: Content): Fault[] {
  const faults: Fault[] = [];
  const measure = (file: string, field: string, unit: string, size: number, [least, most]: Range) => {
    if (size < least || size > most)
      faults.push({ file, field, message: `expected ${least} to ${most} ${unit}; got: ${size}` });
  };
  const words = (file: string, field: string, text: string, range: Range) =>
    measure(file, field, 'words', wordsIn(text), range);
  const list = (file: string, field: string, items: readonly string[], count: Range, longest: number) => {
    measure(file, field, 'items', items.length, count);
    for (const [i, item] of items.entries()) words(file, `${field} ${i + 1}`, item, [1, longest]);
  };
  const sentences = (file: string, texts: readonly string[]) => {
    const lengths = texts.flatMap(sentencesIn).map(wordsIn);
    const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    if (mean >= meanBelow)
      faults.push({
        file,
        field: '',
        message: `expected sentences of fewer than ${meanBelow} words on average; got: ${mean.toFixed(1)}`,
      });
  };

  for (const { id, statement } of content.instrument.questions) {
    const file = questionFile(id);
    words(file, 'statement', statement, [1, 30]);
    const guidance = content.guidance.get(id);
    if (guidance) measureGuidance(file, guidance);
    else faults.push({ file, field: '', message: 'expected the text of the question; it has none' });
  }
  for (const [id, { introduction }] of content.principles) {
    const file = `principles/${id}/principle.md`;
    words(file, 'introduction', introduction, [100, 160]);
    sentences(file, [introduction]);
  }
  for (const [id, text] of content.competencies) measureCompetency(`competencies/${id}.md`, text);
  for (const [lens, entries] of Object.entries(content.lenses))
    for (const [id, text] of entries) measureLens(`lenses/${lens}/${id}.md`, text);
  sentences(
    'glossary.md',
    content.glossary.map(({ text }) => text),
  );
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
    const essays = [text.why, ...text.topics.map((topic) => topic.text), text.coaching];
    sentences(file, [...essays, ...text.avoid, ...text.do, ...text.askYourself, ...text.askTogether]);
  }

  function measureCompetency(file: string, text: CompetencyText): void {
    words(file, 'Description', text.description, [60, 90]);
    words(file, 'Essay', text.essay, [250, 400]);
    list(file, 'Steps', text.steps, [5, 5], 60);
    for (const [reading, advice] of Object.entries(text.readings)) words(file, reading, advice, [40, 100]);
    sentences(file, [text.description, text.essay, ...text.steps, ...Object.values(text.readings)]);
  }

  function measureLens(file: string, text: LensText): void {
    words(file, 'text', text.text, [40, 80]);
    for (const [band, advice] of text.bands) words(file, band, advice, [10, 60]);
    sentences(file, [text.text, ...text.bands.values()]);
  }
}
