import type { Answer, Answers } from '../../assessment/answers.ts';
import type { QuestionId } from '../../assessment/instrument.ts';
import { answerAt, letterOf, unanswered } from './letters.ts';
import { placeOf } from './place.ts';

/** A map of answers that stores them as rows of letters. README.md says why. */
export class LetterAnswers implements Answers {
  /** Indexed by the number of the principle. A row has no trailing unanswered places. */
  readonly #rows: readonly string[];

  constructor(rows: readonly string[]) {
    this.#rows = rows;
  }

  get size(): number {
    let size = 0;
    for (const _ of this.keys()) size++;
    return size;
  }

  get(id: QuestionId): Answer | undefined {
    const place = placeOf(id);
    const row = place && this.#rows[place.principle];
    return row && place.item <= row.length ? answerAt(row, place.item - 1) : undefined;
  }

  has(id: QuestionId): boolean {
    return this.get(id) !== undefined;
  }

  /** @throws RangeError for an id that is not "principle.item" with numbers from 1 to 999 */
  with(id: QuestionId, answer: Answer | undefined): Answers {
    const place = placeOf(id);
    if (!place) throw new RangeError(`not a question id: ${id}`);
    const rows = [...this.#rows];
    while (rows.length <= place.principle) rows.push('');
    const row = (rows[place.principle] ?? '').padEnd(place.item, unanswered);
    const changed = row.slice(0, place.item - 1) + letterOf(answer) + row.slice(place.item);
    rows[place.principle] = changed.endsWith(unanswered) ? changed.replace(/-+$/, '') : changed;
    return new LetterAnswers(rows);
  }

  get packed(): string {
    let packed = '';
    for (let principle = 1; principle < this.#rows.length; principle++) {
      const row = this.#rows[principle];
      if (row) packed += `${packed && '.'}${principle}:${row}`;
    }
    return packed;
  }

  *entries(): MapIterator<[QuestionId, Answer]> {
    for (const [principle, row] of this.#rows.entries())
      for (let item = 1; item <= row.length; item++) {
        const answer = answerAt(row, item - 1);
        if (answer) yield [`${principle}.${item}`, answer];
      }
  }

  [Symbol.iterator](): MapIterator<[QuestionId, Answer]> {
    return this.entries();
  }

  *keys(): MapIterator<QuestionId> {
    for (const [id] of this.entries()) yield id;
  }

  *values(): MapIterator<Answer> {
    for (const [, answer] of this.entries()) yield answer;
  }

  forEach(each: (answer: Answer, id: QuestionId, answers: Answers) => void): void {
    for (const [id, answer] of this.entries()) each(answer, id, this);
  }
}
