/** Secrets, editions and random visitors for the tests of the codecs. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import type { Answer, PerspectiveAnswer } from '../../src/assessment/answers.ts';
import { type Assessment, type Snapshot, snapshotsKept, type Visitor } from '../../src/assessment/visitor.ts';
import { secretsFrom } from '../../src/codec/signature.ts';
import { type Editions, nameLimit } from '../../src/codec/state.ts';

export const oldSecret = 'the secret of last year, 32 characters or more';
export const newSecret = 'the secret of this year, 32 characters or more';
export const secrets = secretsFrom([newSecret]);
/** The secrets of another site. */
export const otherSecrets = secretsFrom([randomBytes(32).toString('hex')]);
export const editions: Editions = { current: 3, accepts: [] };

const anyResponse = fc.constantFrom<PerspectiveAnswer[]>(0, 1, 2, 3, 'not-applicable');
export const anyAnswer: fc.Arbitrary<Answer> = fc.record({ me: anyResponse, us: anyResponse });

/** Mostly the numbers of real questions, sometimes any number. */
const anyNumber = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 12 }) },
  fc.integer({ min: 1, max: 999 }),
);
export const anyId = fc.tuple(anyNumber, anyNumber).map(([principle, item]) => `${principle}.${item}`);
export const anyAnswers = fc
  .uniqueArray(fc.tuple(anyId, anyAnswer), { selector: ([id]) => id, maxLength: 60 })
  .map((entries) => new Map(entries));

/** Any characters of Unicode, as many as a name may have. */
const anyName = fc.string({ unit: 'binary', maxLength: nameLimit / 2 });
const anyDay = fc.integer({ min: 0, max: 100_000 });

const anySnapshots: fc.Arbitrary<Snapshot[]> = fc
  .uniqueArray(
    fc.record({ takenOn: anyDay, edition: fc.integer({ min: 1, max: 99 }), answers: anyAnswers }),
    { selector: ({ takenOn }) => takenOn, maxLength: snapshotsKept },
  )
  .map((snapshots) => snapshots.toSorted((a, b) => a.takenOn - b.takenOn));

const anyAssessment: fc.Arbitrary<Assessment> = fc.record({
  id: fc.stringMatching(/^[a-z0-9]{1,12}$/),
  level: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
  name: anyName,
  route: fc.constantFrom('key', 'all'),
  answers: anyAnswers,
  changedOn: anyDay,
  snapshots: anySnapshots,
});

export const anyVisitor: fc.Arbitrary<Visitor> = fc
  .record({
    name: anyName,
    assessments: fc.uniqueArray(anyAssessment, { selector: ({ id }) => id, maxLength: 5 }),
    current: fc.nat(),
    savedOn: anyDay,
  })
  .map((visitor) => ({
    ...visitor,
    current: visitor.assessments[visitor.current % visitor.assessments.length]?.id ?? '',
  }));

/** Any UTF-16, including single halves of surrogate pairs. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 300 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
    .map((units) => String.fromCharCode(...units)),
);

/** Each text with one character changed: to another letter, a dot, a control character, one with the same low byte. */
export function* flipped(text: string): Generator<string> {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const others = [
      'A',
      'b',
      '.',
      '~',
      '\u0000',
      String.fromCharCode(code ^ 1),
      String.fromCharCode(code + 256),
    ];
    for (const other of others) if (other !== text[at]) yield text.slice(0, at) + other + text.slice(at + 1);
  }
}
