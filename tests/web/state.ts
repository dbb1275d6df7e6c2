/** Visitors with any answers, and the cookie that holds them, made without requests. */

import fc from 'fast-check';
import type { Answer, Answers, PerspectiveAnswer } from '../../src/assessment/answers.ts';
import type { Instrument, Question } from '../../src/assessment/instrument.ts';
import {
  type Assessment,
  newAssessment,
  newVisitor,
  type Visitor,
  withAssessment,
} from '../../src/assessment/visitor.ts';
import { secretsFrom } from '../../src/codec/signature.ts';
import { decodeState, encodeState } from '../../src/codec/state.ts';
import { stateCookie } from '../../src/web/visitor/cookies.ts';
import { cookieText, cookieValue } from '../cookies.ts';
import { dayOf } from '../days.ts';
import { testContent, testSecret, today } from '../site.ts';
import { Jar } from './browser.ts';

export const instrument = testContent.instrument;
export const keyQuestions = instrument.questions.filter(({ key }) => key);
export const otherQuestions = instrument.questions.filter(({ key }) => !key);

/** @throws Error when the content has none at this place */
export function questionAt(place: number, questions: readonly Question[] = instrument.questions): Question {
  const question = questions.at(place);
  if (!question) throw new Error(`there is no question at ${place}`);
  return question;
}

export const firstQuestion = questionAt(0);
export const [firstLevel, secondLevel] = testContent.levelsOfBusiness.map(({ id }) => id) as [string, string];

export function answersTo(questions: readonly Question[], answer: Answer = { me: 2, us: 1 }): Answers {
  return new Map(questions.map(({ id }) => [id, answer]));
}

/** Answers that count as this one: to reverse questions with the ratings turned. */
export function countingAs(questions: readonly Question[], answer: Answer): Answers {
  const other = (given: PerspectiveAnswer): PerspectiveAnswer =>
    given === 'not-applicable' ? given : ([3, 2, 1, 0] as const)[given];
  const turned = { me: other(answer.me), us: other(answer.us) };
  return new Map(questions.map(({ id, reverse }) => [id, reverse ? turned : answer]));
}

export function assessmentWith(answers: Answers, given: Partial<Assessment> = {}): Assessment {
  return { ...newAssessment('1', firstLevel, dayOf(today)), answers, ...given };
}

/** A visitor with these assessments; the last one is the current one. */
export function visitorWith(...assessments: readonly Assessment[]): Visitor {
  return assessments.reduce(withAssessment, { ...newVisitor, savedOn: dayOf(today) });
}

export interface Signing {
  readonly secret?: string;
  readonly edition?: number;
}

/** The id in the states that `stateOf` makes. */
export const stateId = 'tests0000000';

/** The signed value of the state cookie. */
export function stateOf(
  visitor: Visitor,
  { secret = testSecret, edition = instrument.edition }: Signing = {},
): string {
  const text = encodeState(visitor, { current: edition, accepts: [] }, stateId);
  return cookieValue(text, secretsFrom([secret]));
}

/** The cookies of a browser with this visitor. */
export function jarWith(visitor: Visitor, signing?: Signing): Jar {
  return new Jar().set(stateCookie, stateOf(visitor, signing));
}

/** The visitor in the browser's cookie; undefined without a readable cookie. */
export function stateIn(jar: Jar) {
  const decoded = decodeState(cookieText(jar.value(stateCookie) ?? '', secretsFrom([testSecret])), {
    current: instrument.edition,
    accepts: [],
  });
  return decoded.ok ? decoded.visitor : undefined;
}

export function jarWithAnswers(answers: Answers): Jar {
  return jarWith(visitorWith(assessmentWith(answers)));
}

export const anyResponse: fc.Arbitrary<PerspectiveAnswer> = fc.constantFrom<PerspectiveAnswer[]>(
  0,
  1,
  2,
  3,
  'not-applicable',
);
export const anyAnswer: fc.Arbitrary<Answer> = fc.record({ me: anyResponse, us: anyResponse });

/** Random answers to a random set of questions, which includes all of `always`. */
export function anyAnswers(
  { questions }: Instrument = instrument,
  always: readonly Question[] = [],
): fc.Arbitrary<Answers> {
  const must = new Set(always);
  const choices = questions.map((question) => (must.has(question) ? anyAnswer : fc.option(anyAnswer)));
  return fc
    .tuple(...choices)
    .map((given) => new Map(questions.flatMap(({ id }, i) => (given[i] ? [[id, given[i]] as const] : []))));
}

/** The extremes that numbers are compared for: what they are, and the answers. */
export const extremeAnswers: readonly (readonly [what: string, answers: Answers])[] = [
  ['the lowest answers', answersTo(instrument.questions, { me: 0, us: 0 })],
  ['the highest answers', answersTo(instrument.questions, { me: 3, us: 3 })],
  ['answers to the key questions only', answersTo(keyQuestions, { me: 3, us: 0 })],
  [
    'answers that are all not applicable',
    answersTo(instrument.questions, { me: 'not-applicable', us: 'not-applicable' }),
  ],
  [
    'answers that are not applicable for me',
    answersTo(instrument.questions, { me: 'not-applicable', us: 1 }),
  ],
];
