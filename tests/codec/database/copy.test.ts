/** The parts of a saved copy, and how they are sealed. */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/assessment/answers.ts';
import type { Holdings } from '../../../src/assessment/holdings.ts';
import { emptyMoments, isEmptyMoments } from '../../../src/assessment/moments.ts';
import { emptyPlan, isEmptyPlan } from '../../../src/assessment/plan.ts';
import { newAssessment, newVisitor } from '../../../src/assessment/visitor.ts';
import { copyKeyShape, editionOf, holdingsOf, partsOf, sealOf } from '../../../src/codec/database/copy.ts';
import { anyHoldings } from '../holdings.ts';

const answers = new Map<string, Answer>([
  ['1.1', { me: 0, us: 0 }],
  ['3.7', { me: 0, us: 1 }],
]);
const holdings: Holdings = {
  visitor: {
    name: 'Ann',
    current: 'b2',
    savedOn: 9,
    assessments: [
      {
        ...newAssessment('b2', 'group', 7),
        name: 'Ward 7',
        answers,
        snapshots: [{ takenOn: 5, edition: 2, answers: new Map([['1.1', { me: 0, us: 0 }]]) }],
      },
      { ...newAssessment('a1', 'division', 8), route: 'all' },
    ],
  },
  plan: { ...emptyPlan, less: 'Meetings' },
  moments: { ...emptyMoments, cycle: 'A call' },
};
const parts = new Map([
  ['profile', '{"n":"Ann","c":"b2","o":["b2","a1"],"e":2}'],
  ['a b2', '{"l":"group","n":"Ward 7","r":"key","d":7}'],
  ['q b2 1.1', 'a'],
  ['q b2 3.7', 'b'],
  ['s b2', '[{"d":5,"e":2,"p":"1:a"}]'],
  ['a a1', '{"l":"division","n":"","r":"all","d":8}'],
  ['plan', JSON.stringify(holdings.plan)],
  ['moments', JSON.stringify(holdings.moments)],
]);
const changed = (name: string, value: string) => new Map([...parts, [name, value]]);

describe('partsOf', () => {
  it('returns a part for the profile, each assessment, answer and list of snapshots, the plan and the moments', () => {
    expect(partsOf(holdings, 2)).toEqual(parts);
  });

  it('returns only the profile for a visitor who has nothing', () => {
    expect(partsOf({ visitor: newVisitor, plan: emptyPlan, moments: emptyMoments }, 2)).toEqual(
      new Map([['profile', '{"n":"","c":"","o":[],"e":2}']]),
    );
  });
});

describe('editionOf', () => {
  it('returns the edition in the profile, and 1 for a profile that was made before it had one', () => {
    expect(editionOf(parts)).toBe(2);
    expect(editionOf(changed('profile', '{"n":"","c":"","o":[]}'))).toBe(1);
    expect(editionOf(changed('profile', 'damaged'))).toBe(1);
  });

  it('returns nothing when the profile is not among the parts', () => {
    expect(editionOf(new Map([...parts].filter(([name]) => name !== 'profile')))).toBeUndefined();
  });
});

describe('holdingsOf', () => {
  it('returns the holdings that the parts were made of', () => {
    expect(holdingsOf(parts, 9)).toEqual(holdings);
    fc.assert(
      fc.property(anyHoldings, ({ visitor, plan, moments }) => {
        expect(holdingsOf(partsOf({ visitor, plan, moments }, 2), visitor.savedOn)).toEqual({
          visitor,
          // An empty worksheet is not a part, so its dates are lost.
          plan: isEmptyPlan(plan) ? emptyPlan : plan,
          moments: isEmptyMoments(moments) ? emptyMoments : moments,
        });
      }),
    );
  });

  it('returns empty holdings for no parts', () => {
    expect(holdingsOf(new Map(), 9)).toEqual({
      visitor: { ...newVisitor, savedOn: 9 },
      plan: emptyPlan,
      moments: emptyMoments,
    });
  });

  it('orders the assessments as the profile does, and puts those it does not name last', () => {
    const assessment = '{"l":"group","n":"","r":"key","d":1}';
    const found = holdingsOf(
      new Map([
        ['a d4', assessment],
        ['a a1', assessment],
        ['a b2', assessment],
        ['profile', '{"n":"","c":"a1","o":["b2","a1"],"e":2}'],
      ]),
      9,
    );
    expect(found?.visitor.assessments.map(({ id }) => id)).toEqual(['b2', 'a1', 'd4']);
    expect(found?.visitor.current).toBe('a1');
  });

  it('makes the first assessment current when the profile names one that is missing', () => {
    const found = holdingsOf(changed('profile', '{"n":"Ann","c":"c3","o":["a1"]}'), 9);
    expect(found?.visitor.current).toBe('a1');
  });

  it.each([
    ['is not JSON', '{'],
    ['has a field too few', '{"l":"group","n":"","r":"key"}'],
    ['has an unknown route', '{"l":"group","n":"","r":"none","d":1}'],
  ])('leaves out an assessment whose part %s, and its answers', (_, value) => {
    const { visitor } = holdingsOf(changed('a b2', value), 9) ?? {};
    expect(visitor?.assessments).toEqual(holdings.visitor.assessments.slice(1));
  });

  it('leaves out answers of an unknown assessment, answers that are not one letter, and parts of an unknown kind', () => {
    const more = new Map([...parts, ['q c3 1.1', 'a'], ['q b2 1.2', 'ab'], ['x b2 1.3', 'a']]);
    expect(holdingsOf(more, 9)).toEqual(holdings);
  });

  it.each([
    ['is not JSON', '['],
    ['is not a list', '{}'],
    ['is out of order', '[{"d":5,"e":2,"p":"1:a"},{"d":4,"e":2,"p":"1:a"}]'],
  ])('returns an assessment without snapshots when their part %s', (_, value) => {
    expect(holdingsOf(changed('s b2', value), 9)?.visitor.assessments[0]).toEqual({
      ...holdings.visitor.assessments[0],
      snapshots: [],
    });
  });

  it('returns an empty name, plan and moments when their parts are damaged', () => {
    const damaged = new Map([...parts, ['profile', '{"n":1}'], ['plan', '{}'], ['moments', '{}']]);
    const found = holdingsOf(damaged, 9);
    expect(found?.visitor.name).toBe('');
    expect(found?.plan).toBe(emptyPlan);
    expect(found?.moments).toBe(emptyMoments);
  });

  it('returns undefined when an assessment is there twice', () => {
    expect(holdingsOf(changed('a b2 again', ''), 9)).toBeUndefined();
  });
});

describe('sealOf', () => {
  const key = 'a-key_of-22-characters';
  const { id, seal, open } = sealOf(key);
  /** The derivation of keys, a second time: a change of it would lose every saved copy. */
  const derived = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `service-mirror copy ${use}`, 32));
  const sealed = (text: string, tag?: Buffer) => {
    const cipher = createCipheriv('aes-256-gcm', derived('seal'), Buffer.alloc(12));
    const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.alloc(12), tag ?? cipher.getAuthTag(), bytes]).toString('base64url');
  };

  it('names a copy by the SHA-256 of its key', () => {
    expect(id).toBe(createHash('sha256').update(`service-mirror copy ${key}`).digest('base64url'));
  });

  it('names a part by the HMAC of its name, the same each time', () => {
    const hmac = createHmac('sha256', derived('name')).update('q b2 1.1').digest('base64url');
    expect(seal('q b2 1.1', 'a').part).toBe(hmac.slice(0, 22));
    expect(seal('q b2 1.1', 'b').part).toBe(hmac.slice(0, 22));
  });

  it('seals name and value with AES-256-GCM behind the nonce and the tag', () => {
    const bytes = Buffer.from(seal('plan', 'Zoë').value, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', derived('seal'), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString();
    expect(text).toBe('["plan","Zoë"]');
  });

  it('seals the same value differently each time', () => {
    expect(seal('plan', 'x').value).not.toBe(seal('plan', 'x').value);
  });

  it('opens what it sealed, and what was sealed by the same rules elsewhere', () => {
    expect(open(seal('plan', 'Zoë 🏥').value)).toEqual(['plan', 'Zoë 🏥']);
    expect(open(sealed('["plan","x"]'))).toEqual(['plan', 'x']);
  });

  it.each([
    ['the empty text', ''],
    ['a text too short for a tag', 'AAAA'],
    ['what another key sealed', sealOf('b-key_of-22-characters').seal('plan', 'x').value],
    ['a changed tag', sealed('["plan","x"]', Buffer.alloc(16))],
    ['JSON that is not a pair of texts', sealed('["plan",1]')],
    ['a list of three', sealed('["plan","x","y"]')],
    ['text that is not JSON', sealed('plan')],
  ])('opens %s as undefined', (_, value) => {
    expect(open(value)).toBeUndefined();
  });
});

describe('copyKeyShape', () => {
  it.each([
    ['a-key_of-22-characters', true],
    ['a-key_of-22-character', false],
    ['a-key_of-22-characters1', false],
    ['.-key_of-22-characters', false],
    ['.a-key_of-22-characters', false],
    ['a-key_of-22-characters.', false],
  ])('matches %s: %s', (key, matches) => {
    expect(copyKeyShape.test(key)).toBe(matches);
  });
});
