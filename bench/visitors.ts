/** Generated visitors, each with their own progress, cookie and address. */

import type { Answer } from '../src/assessment/answers.ts';
import { newAssessment, newVisitor, withAssessment } from '../src/assessment/visitor.ts';
import { secretsFrom } from '../src/codec/signature.ts';
import { encodeState } from '../src/codec/state.ts';
import { loadContent } from '../src/content/load.ts';
import { cookieValue } from '../tests/cookies.ts';
import { benchSecret } from './servers.ts';

export interface BenchVisitor {
  readonly headers: Record<string, string>;
  /** A question that this visitor opens. */
  readonly question: string;
}

const secrets = secretsFrom([benchSecret]);
const { instrument, levelsOfBusiness } = loadContent('data');
const editions = { current: instrument.edition, accepts: [] };
export const keyQuestions = instrument.questions.filter(({ key }) => key).map(({ id }) => id);

/** Seeded, so that runs can be compared. */
function* randomNumbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** @param share the share of questions answered, 0 to 1; undefined for a different share of each visitor */
export function benchVisitors(count: number, share?: number): BenchVisitor[] {
  const random = randomNumbers(7);
  const below = (limit: number) => Math.floor(random.next().value * limit);
  return Array.from({ length: count }, (_, i) => {
    const answered = Math.floor((share ?? i / count) * instrument.questions.length);
    const answers = new Map<string, Answer>();
    for (const { id } of instrument.questions.slice(0, answered))
      answers.set(id, { me: below(4) as 0, us: below(4) as 0 });
    const level = levelsOfBusiness[0]?.id ?? '';
    const assessment = { ...newAssessment('1', level, 20_000), answers };
    const visitor = { ...withAssessment(newVisitor, assessment), savedOn: 20_000 };
    return {
      headers: {
        cookie: `mirror_state=${cookieValue(encodeState(visitor, editions, `bench${i}`), secrets)}`,
        'x-forwarded-for': `10.${i >> 8}.${i & 255}.1`,
      },
      question: keyQuestions[below(keyQuestions.length)] ?? '',
    };
  });
}
