/** Answers as text, such as "1:aa-c.3:m". README.md has the grammar. */
import type { Answers } from '../../assessment/answers.ts';
import { LetterAnswers } from './letter-answers.ts';
import { letterOf, unanswered } from './letters.ts';
import { placeOf } from './place.ts';

/** Far above any real instrument. It keeps a hostile "1:---…" from making a huge row. */
const highestNumber = 999;
const shape = /^(?:[1-9]\d{0,2}:[a-y-]*[a-y](?:\.[1-9]\d{0,2}:[a-y-]*[a-y])*)?$/;

const none = new LetterAnswers([]);

/** @throws RangeError for an id that is not "principle.item" with numbers from 1 to 999 */
export function packAnswers(answers: Answers): string {
  if (answers instanceof LetterAnswers) return answers.packed;
  const rows: string[][] = [];
  for (const [id, answer] of answers) {
    const place = placeOf(id);
    if (!place) throw new RangeError(`not a question id: ${id}`);
    while (rows.length <= place.principle) rows.push([]);
    const row = rows[place.principle] ?? [];
    while (row.length < place.item) row.push(unanswered);
    row[place.item - 1] = letterOf(answer);
  }
  return new LetterAnswers(rows.map((row) => row.join(''))).packed;
}

/** Returns undefined when the text is not one that `packAnswers` could have made. Never throws. */
export function unpackAnswers(packed: string): Answers | undefined {
  if (!shape.test(packed)) return undefined;
  if (packed === '') return none;
  const rows: string[] = [];
  for (const text of packed.split('.')) {
    const colon = text.indexOf(':');
    const principle = Number(text.slice(0, colon));
    const row = text.slice(colon + 1);
    // Each principle stands once, in ascending order.
    if (principle < rows.length || row.length > highestNumber) return undefined;
    while (rows.length < principle) rows.push('');
    rows.push(row);
  }
  return new LetterAnswers(rows);
}
