/** Checks that isPayload, written by hand, agrees with payloadSchema. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPayload, payloadSchema } from '../../src/codec/payload.ts';
import { payloadOf } from '../../src/codec/state.ts';
import { anyVisitor } from './visitors.ts';

const oddities = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    -1,
    1.5,
    100_001,
    1e21,
    '',
    'A',
    'a'.repeat(13),
    'x'.repeat(61),
    'key',
    'None',
    null,
    [],
    {},
    '\n',
  ),
  fc.constantFrom<unknown>('a\n', 'ä', ' ', '-', 'a-b', 'A'.repeat(41), true, 0, 1),
);

/** A payload with one value at any depth replaced, taken away, or added. */
const mutated = fc
  .tuple(anyVisitor.map(payloadOf), fc.nat(), oddities, fc.constantFrom('replace', 'remove', 'add'))
  .map(([payload, at, value, how]) => {
    const copy: unknown = structuredClone(payload);
    const places: [object, string][] = [];
    const walk = (node: unknown) => {
      if (typeof node !== 'object' || node === null) return;
      for (const key of Object.keys(node)) {
        places.push([node, key]);
        walk(Reflect.get(node, key));
      }
    };
    walk(copy);
    const [node, key] = places[at % places.length] ?? [{}, ''];
    if (how === 'remove') Reflect.deleteProperty(node, key);
    else Reflect.set(node, how === 'add' ? 's' : key, value);
    // JSON from a cookie contains neither holes nor undefined.
    return JSON.parse(JSON.stringify(copy)) as unknown;
  });

describe('isPayload', () => {
  it('agrees with the schema on payloads with a fault', () => {
    let refused = 0;
    fc.assert(
      fc.property(mutated, (json) => {
        const valid = payloadSchema.safeParse(json).success;
        if (!valid) refused++;
        expect(isPayload(json)).toBe(valid);
      }),
      { numRuns: 3_000 },
    );
    expect(refused).toBeGreaterThan(0);
  });

  it('agrees with the schema on any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(isPayload(json)).toBe(payloadSchema.safeParse(json).success);
      }),
    );
  });

  it('accepts every payload that payloadOf makes', () => {
    fc.assert(
      fc.property(anyVisitor.map(payloadOf), (payload) => {
        expect(isPayload(payload)).toBe(true);
        expect(payloadSchema.parse(payload)).toEqual(payload);
      }),
    );
  });
});
