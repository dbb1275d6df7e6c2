/**
 * Answers as text: one letter a question, placed by its permanent id and not by today's order.
 *
 *     packed    = [ principle *( "." principle ) ]
 *     principle = number ":" 1*place          ; place i is item i; trailing unanswered places are left off
 *     place     = "-" / %x61-79               ; unanswered, or one of the 5 x 5 pairs: "a" + 5 x me + us
 *
 * 100 answers take about 130 characters. Packing is strict, unpacking total: a reason, never an exception.
 * Every request unpacks, looks at a few answers and perhaps changes one, so unpacked answers stay letters until somebody asks
 * (`LetterAnswers`).
 */
import type { Answer, Answers, PerspectiveAnswer } from '../assessment/answers.ts';
import type { QuestionId } from '../assessment/instrument.ts';

const responses: readonly PerspectiveAnswer[] = [0, 1, 2, 3, 'not-applicable'];
const unanswered = '-';
const firstLetter = 'a'.charCodeAt(0);
/** Far above any real instrument; keeps a hostile "999999:" from making a huge string. */
const highestNumber = 999;
const shape = /^(?:[1-9]\d{0,2}:[a-y-]*[a-y](?:\.[1-9]\d{0,2}:[a-y-]*[a-y])*)?$/;

const pairs: readonly Answer[] = responses.flatMap((me) => responses.map((us) => Object.freeze({ me, us })));

export function letterOf(answer: Answer | undefined): string {
  if (!answer) return unanswered;
  const me = answer.me === 'not-applicable' ? 4 : answer.me;
  const us = answer.us === 'not-applicable' ? 4 : answer.us;
  return String.fromCharCode(firstLetter + responses.length * me + us);
}

/** The letters of these questions in this order: equal for equal answers. */
export function lettersOf(questions: readonly { readonly id: QuestionId }[], answers: Answers): string {
  let letters = '';
  for (const { id } of questions) letters += letterOf(answers.get(id));
  return letters;
}

/** The answer of a letter that `letterOf` made; undefined for "-" and for anything else. */
export function answerOf(letter: string): Answer | undefined {
  return letter.length === 1 ? pairs[letter.charCodeAt(0) - firstLetter] : undefined;
}

interface Place {
  readonly principle: number;
  readonly item: number;
}

const idShape = /^[1-9]\d{0,2}\.[1-9]\d{0,2}$/;
/** Ids are taken apart once. Numbers as real instruments have them only: others would let a hostile file fill the memory. */
const highestKept = 99;
const places = new Map<QuestionId, Place>();

function placeOf(id: QuestionId): Place | undefined {
  const known = places.get(id);
  if (known || !idShape.test(id)) return known;
  const [principle = 0, item = 0] = id.split('.').map(Number);
  const place = { principle, item };
  if (principle <= highestKept && item <= highestKept) places.set(id, place);
  return place;
}

/** Answers as rows of letters, one row a principle: as good as a Map, and much cheaper to read, change and pack. */
class LetterAnswers implements Answers {
  /** By the number of the principle; without trailing unanswered places. */
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
    return row && place.item <= row.length ? pairs[row.charCodeAt(place.item - 1) - firstLetter] : undefined;
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
        const answer = pairs[row.charCodeAt(item - 1) - firstLetter];
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

const none = new LetterAnswers([]);

/** @throws RangeError for an id that is not "principle.item" with numbers from 1 to 999 */
export function packAnswers(answers: Answers): string {
  if (answers instanceof LetterAnswers) return answers.packed;
  const rows: string[][] = [];
  for (const [id, answer] of answers) {
    const place = placeOf(id);
    if (!place) throw new RangeError(`not a question id: ${id}`);
    rows[place.principle] ??= [];
    (rows[place.principle] ?? [])[place.item - 1] = letterOf(answer);
  }
  return new LetterAnswers(
    Array.from(rows, (row = []) => Array.from(row, (letter = unanswered) => letter).join('')),
  ).packed;
}

/** The answers, or undefined when the text is not one that `packAnswers` could have made. */
export function unpackAnswers(packed: string): Answers | undefined {
  if (!shape.test(packed)) return undefined;
  if (packed === '') return none;
  const rows: string[] = [];
  for (const text of packed.split('.')) {
    const colon = text.indexOf(':');
    const principle = Number(text.slice(0, colon));
    const row = text.slice(colon + 1);
    // Each number once, and in order.
    if (principle < rows.length || row.length > highestNumber) return undefined;
    while (rows.length < principle) rows.push('');
    rows.push(row);
  }
  return new LetterAnswers(rows);
}
