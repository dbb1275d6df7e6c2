/** Checks the lengths of texts and lists. `npm run check` applies this to our own content (docs/editing-content.md). */
import { perspectives } from '../assessment/instrument.ts';
import { closingFile } from './closing.ts';
import type { CompetencyText, Content, Guidance, LensText } from './content.ts';
import type { Fault } from './files/faults.ts';
import { questionFile } from './references.ts';

type Range = readonly [least: number, most: number];

export function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** The mean sentence of a file must have fewer words. */
const meanBelow = 18;

/** Words that answer "how often", which is what the scale is for. */
const frequency = /\b(?:always|every|never|everyone)\b/i;

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

  for (const { id, statements } of content.instrument.questions) {
    const file = questionFile(id);
    for (const perspective of perspectives) {
      words(file, perspective, statements[perspective], [1, 18]);
      const [word] = frequency.exec(statements[perspective]) ?? [];
      if (word)
        faults.push({
          file,
          field: perspective,
          message: `expected no word of how often, which the scale asks; got: "${word}"`,
        });
    }
    const guidance = content.guidance.get(id);
    if (guidance) measureGuidance(file, guidance);
    else faults.push({ file, field: '', message: 'expected the text of the question; it has none' });
  }
  for (const [id, { introduction }] of content.principles) {
    const file = `principles/${id}/principle.md`;
    words(file, 'introduction', introduction, [80, 130]);
    sentences(file, [introduction]);
  }
  for (const [id, text] of content.competencies) measureCompetency(`competencies/${id}.md`, text);
  for (const [lens, entries] of Object.entries(content.lenses))
    for (const [id, text] of entries) measureLens(`lenses/${lens}/${id}.md`, text);
  if (content.closing) {
    words(closingFile, 'text', content.closing.text, [180, 220]);
    sentences(closingFile, [content.closing.text]);
  }
  sentences(
    'glossary.md',
    content.glossary.map(({ text }) => text),
  );
  return faults;

  function measureGuidance(file: string, text: Guidance): void {
    words(file, 'In short', text.inShort, [30, 50]);
    words(file, 'Why this matters', text.why, [100, 170]);
    measure(file, '', 'essays', text.topics.length, [2, 3]);
    for (const topic of text.topics) words(file, topic.heading, topic.text, [70, 140]);
    const lines = text.ratings.map((line) => line.text);
    list(file, 'What the ratings look like', lines, [4, 4], 25);
    for (const [rating, { label }] of text.ratings.entries())
      if (label !== content.scale.ratings[rating])
        faults.push({
          file,
          field: `What the ratings look like ${rating + 1}`,
          message: `expected the label of the scale, "${content.scale.ratings[rating]}"; got: "${label}"`,
        });
    words(file, 'What to measure', text.measure, [50, 90]);
    list(file, 'Avoid', text.avoid, [3, 5], 22);
    list(file, 'Do', text.do, [4, 6], 25);
    words(file, 'Coaching, both low', text.coaching.bothLow, [70, 120]);
    words(file, 'Coaching, I am ahead', text.coaching.iAmAhead, [40, 80]);
    words(file, 'Coaching, we are ahead', text.coaching.weAreAhead, [40, 80]);
    list(file, 'Ask yourself', text.askYourself, [3, 3], 30);
    list(file, 'Ask together', text.askTogether, [3, 3], 30);
    list(file, 'Go deeper', text.goDeeper, [1, 3], 30);
    const reasons = text.related.map(({ reason }) => reason);
    list(file, 'Related', reasons, [2, 3], 12);
    const headings = text.topics.map(({ heading }) => heading);
    const prose = [text.inShort, text.why, ...text.topics.map((topic) => topic.text), text.measure];
    const coaching = Object.values(text.coaching);
    const asks = [...text.askYourself, ...text.askTogether];
    const bullets = [...lines, ...text.avoid, ...text.do, ...asks];
    sentences(file, [...prose, ...coaching, ...bullets]);
    const all = [...headings, ...prose, ...coaching, ...bullets, ...text.goDeeper, ...reasons];
    measure(file, '', 'words in all', wordsIn(all.join(' ')), [1, 1150]);
  }

  function measureCompetency(file: string, text: CompetencyText): void {
    words(file, 'Description', text.description, [50, 80]);
    words(file, 'Essay', text.essay, [200, 300]);
    list(file, 'Steps', text.steps, [5, 5], 60);
    for (const [reading, advice] of Object.entries(text.readings)) words(file, reading, advice, [40, 100]);
    sentences(file, [text.description, text.essay, ...text.steps, ...Object.values(text.readings)]);
  }

  function measureLens(file: string, text: LensText): void {
    words(file, 'text', text.text, [40, 80]);
    for (const [band, advice] of text.bands) words(file, band, advice, [10, 40]);
    sentences(file, [text.text, ...text.bands.values()]);
  }
}
