/** What the tests of the scores share: the shipped instrument, made-up lists of questions, and any answers to them. */
import fc from 'fast-check';
import type { Answer, Answers, PerspectiveAnswer, Rating } from '../../src/assessment/answers.ts';
import type { Perspective, Question } from '../../src/assessment/instrument.ts';
import { loadContent } from '../../src/content/load.ts';
import { blueprint } from './blueprint.ts';

export const { instrument } = loadContent('data');

export const anyRating = fc.constantFrom<Rating[]>(0, 1, 2, 3);
export const anyResponse = fc.constantFrom<PerspectiveAnswer[]>(0, 1, 2, 3, 'not-applicable');
export const anyAnswer: fc.Arbitrary<Answer> = fc.record({ me: anyResponse, us: anyResponse });

/** From no answer to all of them. */
export function anyAnswers(questions: readonly Question[] = instrument.questions): fc.Arbitrary<Answers> {
  const count = questions.length;
  return fc
    .tuple(fc.subarray([...questions]), fc.array(anyAnswer, { minLength: count, maxLength: count }))
    .map(([chosen, answers]) => answersOf(chosen, (_, i) => answers[i]));
}

/** The reverse questions of the shipped instrument. */
export const reverseIds = new Set(blueprint.flatMap(({ id, reverse }) => (reverse ? id : [])));

/** Written out, so that the tests do not turn ratings with the code that they test. */
const otherWay = (given: PerspectiveAnswer): PerspectiveAnswer =>
  given === 'not-applicable' ? given : ([3, 2, 1, 0] as const)[given];

const turnedByHand = ({ me, us }: Answer): Answer => ({ me: otherWay(me), us: otherWay(us) });

/** Turns the answers to reverse questions of the shipped instrument round: from given to counted, or back. */
export function countedByHand(answers: Answers): Answers {
  return new Map(
    [...answers].map(([id, answer]) => [id, reverseIds.has(id) ? turnedByHand(answer) : answer]),
  );
}

/** Answers that count as `answer` says: those to reverse questions are turned. Undefined leaves a question open. */
export function answersOf(
  questions: readonly Question[],
  answer: (question: Question, place: number) => Answer | undefined,
): Answers {
  const entries = questions.flatMap((question, i): [string, Answer][] => {
    const given = answer(question, i);
    return given ? [[question.id, question.reverse ? turnedByHand(given) : given]] : [];
  });
  return new Map(entries);
}

/** A list of so many questions that count towards nothing in particular. */
export function questionList(count: number): Question[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `1.${i + 1}`,
    principle: '1',
    item: i + 1,
    statements: { me: `I do ${i + 1}.`, us: `We do ${i + 1}.` },
    key: false,
    reverse: false,
    competency: undefined,
    tier: 'staff',
    level: undefined,
    demand: undefined,
  }));
}

/** The responses of one perspective, the other always 0; undefined is an open question. */
export function answersWith(
  questions: readonly Question[],
  responses: readonly (PerspectiveAnswer | undefined)[],
  perspective: Perspective = 'us',
): Answers {
  return answersOf(questions, (_, i) => {
    const response = responses[i];
    if (response === undefined) return undefined;
    return perspective === 'us' ? { me: 0, us: response } : { me: response, us: 0 };
  });
}

/** So many ratings that add up to the sum. */
export function ratingsOf(sum: number, count: number): Rating[] {
  return Array.from({ length: count }, (_, i) => Math.max(0, Math.min(3, sum - 3 * i)) as Rating);
}
