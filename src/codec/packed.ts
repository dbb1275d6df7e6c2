/**
 * Answers as text: one letter a question, placed by its permanent id and not by today's order.
 *
 *     packed    = [ principle *( "." principle ) ]
 *     principle = number ":" 1*place          ; place i is item i; trailing unanswered places are left off
 *     place     = "-" / %x61-79               ; unanswered, or one of the 5 x 5 pairs: "a" + 5 x me + us
 *
 * 100 answers take about 130 characters. Packing is strict, unpacking total: a reason, never an exception.
 */
import type { Answer, Answers, Response } from '../assessment/answers.ts';

const responses: readonly Response[] = [0, 1, 2, 3, 'not-applicable'];
const unanswered = '-';
const firstLetter = 'a'.charCodeAt(0);
/** Far above any real instrument; keeps a hostile "999999:" from making a huge string. */
const highestNumber = 999;
const shape = /^(?:[1-9]\d{0,2}:[a-y-]*[a-y](?:\.[1-9]\d{0,2}:[a-y-]*[a-y])*)?$/;

export function letterOf(answer: Answer | undefined): string {
  if (!answer) return unanswered;
  const place = responses.length * responses.indexOf(answer.me) + responses.indexOf(answer.us);
  return String.fromCharCode(firstLetter + place);
}

/** The answer of a letter that `letterOf` made; undefined for "-" and for anything else. */
export function answerOf(letter: string): Answer | undefined {
  const place = letter.charCodeAt(0) - firstLetter;
  const me = responses[Math.floor(place / responses.length)];
  const us = responses[place % responses.length];
  return letter.length === 1 && me !== undefined && us !== undefined ? { me, us } : undefined;
}

/** @throws RangeError for an id that is not "principle.item" with numbers from 1 to 999 */
export function packAnswers(answers: Answers): string {
  const principles = new Map<number, string[]>();
  for (const [id, answer] of answers) {
    const [principle, item] = id.split('.').map(Number);
    if (!isNumber(principle) || !isNumber(item)) throw new RangeError(`not a question id: ${id}`);
    const places = principles.get(principle) ?? [];
    while (places.length < item) places.push(unanswered);
    places[item - 1] = letterOf(answer);
    principles.set(principle, places);
  }
  return [...principles]
    .sort(([a], [b]) => a - b)
    .map(([principle, places]) => `${principle}:${places.join('')}`)
    .join('.');
}

/** The answers, or undefined when the text is not one that `packAnswers` could have made. */
export function unpackAnswers(packed: string): Answers | undefined {
  if (!shape.test(packed)) return undefined;
  const answers = new Map<string, Answer>();
  if (packed === '') return answers;
  let last = 0;
  for (const principle of packed.split('.')) {
    const colon = principle.indexOf(':');
    const number = Number(principle.slice(0, colon));
    const places = principle.slice(colon + 1);
    if (number <= last || places.length > highestNumber) return undefined;
    last = number;
    for (let i = 0; i < places.length; i++) {
      const answer = answerOf(places[i] ?? unanswered);
      if (answer) answers.set(`${number}.${i + 1}`, answer);
    }
  }
  return answers;
}

function isNumber(value: number | undefined): value is number {
  return Number.isInteger(value) && value !== undefined && value >= 1 && value <= highestNumber;
}
