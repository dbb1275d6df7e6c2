/**
 * Answers as text: one letter a question, placed by its permanent id and not by today's order.
 *
 *     packed    = [ principle *( "." principle ) ]
 *     principle = number ":" 1*place          ; place i is item i; trailing unanswered places are left off
 *     place     = "-" / %x61-79               ; unanswered, or one of the 5 x 5 pairs: "a" + 5 x me + us
 *
 * 100 answers take about 130 characters. Packing is strict, unpacking total: a reason, never an exception.
 * Both are on the path of every request, so ids are taken apart and answers are made once and kept.
 */
import type { Answer, Answers, Response } from '../assessment/answers.ts';
import type { QuestionId } from '../assessment/instrument.ts';

const responses: readonly Response[] = [0, 1, 2, 3, 'not-applicable'];
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

const places = new Map<QuestionId, Place>();
const ids: QuestionId[][] = [];

/** Ids are few, and `highestNumber` bounds what a hostile cookie can add. */
function idAt(principle: number, item: number): QuestionId {
  ids[principle] ??= [];
  const row = ids[principle];
  row[item] ??= `${principle}.${item}`;
  return row[item];
}

/** @throws RangeError for an id that is not "principle.item" with numbers from 1 to 999 */
function placeOf(id: QuestionId): Place {
  let place = places.get(id);
  if (!place) {
    if (!/^[1-9]\d{0,2}\.[1-9]\d{0,2}$/.test(id)) throw new RangeError(`not a question id: ${id}`);
    const [principle = 0, item = 0] = id.split('.').map(Number);
    place = { principle, item };
    places.set(id, place);
  }
  return place;
}

/** @throws RangeError for an id that is not "principle.item" with numbers from 1 to 999 */
export function packAnswers(answers: Answers): string {
  const rows: string[][] = [];
  for (const [id, answer] of answers) {
    const { principle, item } = placeOf(id);
    rows[principle] ??= [];
    rows[principle][item - 1] = letterOf(answer);
  }
  let packed = '';
  for (let principle = 0; principle < rows.length; principle++) {
    const row = rows[principle];
    if (!row) continue;
    packed += `${packed === '' ? '' : '.'}${principle}:`;
    for (let i = 0; i < row.length; i++) packed += row[i] ?? unanswered;
  }
  return packed;
}

/** The answers, or undefined when the text is not one that `packAnswers` could have made. */
export function unpackAnswers(packed: string): Answers | undefined {
  if (!shape.test(packed)) return undefined;
  const answers = new Map<QuestionId, Answer>();
  if (packed === '') return answers;
  let last = 0;
  for (const row of packed.split('.')) {
    const colon = row.indexOf(':');
    const principle = Number(row.slice(0, colon));
    if (principle <= last || row.length - colon - 1 > highestNumber) return undefined;
    last = principle;
    for (let at = colon + 1; at < row.length; at++) {
      const answer = pairs[row.charCodeAt(at) - firstLetter];
      if (answer) answers.set(idAt(principle, at - colon), answer);
    }
  }
  return answers;
}
