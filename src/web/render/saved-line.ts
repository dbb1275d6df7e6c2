/**
 * The line that confirms a saved answer on the next page, with Undo. The server keeps nothing for it. The address of the page
 * has the question and its former answer, as in `?saved=2.1b` (src/codec/packed/README.md has the letters). The present answer
 * is read from the visitor's cookie.
 */
import { type Answer, type Answers, type PerspectiveAnswer, sameAnswer } from '../../assessment/answers.ts';
import { perspectives, type QuestionId } from '../../assessment/instrument.ts';
import { answerOf, letterOf } from '../../codec/packed/letters.ts';
import type { Content, ScaleText } from '../../content/content.ts';
import { ratingText } from '../../content/scale.ts';

export interface SavedLine {
  /** Everything that the line's HTML depends on; views cache it under this key. */
  readonly key: string;
  readonly id: QuestionId;
  readonly text: string;
  /** The hidden fields of the form that takes the answer back; undefined when there is nothing to take back. */
  readonly undo:
    | { readonly assessment: string; readonly now: string; readonly was: string; readonly list: string }
    | undefined;
}

const question = String.raw`[1-9]\d{0,2}\.[1-9]\d{0,2}`;
const savedShape = new RegExp(`^(${question})([a-y-])$`);
const undoneShape = new RegExp(`^(${question})$`);

/** Returns the parameter of the address after a save. @param was the answer before; undefined when there was none */
export function savedParameter(id: QuestionId, was: Answer | undefined): string {
  return `saved=${id}${letterOf(was)}`;
}

/** Returns the parameter of the address after an answer was taken back. */
export function undoneParameter(id: QuestionId): string {
  return `undone=${id}`;
}

/**
 * Returns the line for the query's `saved` or `undone`; undefined when there is none. It never claims an answer that the visitor
 * does not have, whatever the query says.
 * @param list the name of the list that the visitor walks through; Undo stays in it
 */
export function savedLine(
  { scale }: Pick<Content, 'scale'>,
  visit: { readonly assessment: { readonly id: string } | undefined; readonly answers: Answers },
  query: Readonly<Record<string, unknown>>,
  list = '',
): SavedLine | undefined {
  const { assessment, answers } = visit;
  if (!assessment) return undefined;
  const [, undone] = matched(undoneShape, query.undone);
  if (undone) {
    const now = answers.get(undone);
    const text = `is as before: ${now ? inWords(now, scale) : 'not answered'}`;
    return { key: `line ${undone} ${text}`, id: undone, text, undo: undefined };
  }
  const [, id, letter] = matched(savedShape, query.saved);
  if (!id || !letter) return undefined;
  const [now, was] = [answers.get(id), answerOf(letter)];
  const text = savedSentence(now, was, scale);
  if (!text) return undefined;
  const undo = sameAnswer(now, was)
    ? undefined
    : { assessment: assessment.id, now: letterOf(now), was: letter, list };
  return { key: `line ${id} ${text} ${Object.values(undo ?? {}).join(' ')}`, id, text, undo };
}

function matched(shape: RegExp, value: unknown): readonly string[] {
  return (typeof value === 'string' && shape.exec(value)) || [];
}

/**
 * "saved: me Mostly, us Sometimes" for a new answer, "changed: us Sometimes → Always" for a changed one; the id stands before
 * it. Empty when the question neither is nor was answered.
 */
function savedSentence(now: Answer | undefined, was: Answer | undefined, scale: ScaleText): string {
  if (!now) return was ? 'cleared' : '';
  if (!was) return `saved: ${inWords(now, scale)}`;
  const changes = perspectives.flatMap((perspective) =>
    now[perspective] === was[perspective]
      ? []
      : [`${perspective} ${word(was[perspective], scale)} → ${word(now[perspective], scale)}`],
  );
  return changes.length > 0 ? `changed: ${changes.join(', ')}` : `kept: ${inWords(now, scale)}`;
}

/** "me Mostly, us Sometimes" */
export function inWords({ me, us }: Answer, scale: ScaleText): string {
  return `me ${word(me, scale)}, us ${word(us, scale)}`;
}

function word(given: PerspectiveAnswer, scale: ScaleText): string {
  return given === 'not-applicable' ? 'doesn’t apply' : ratingText(given, scale);
}
