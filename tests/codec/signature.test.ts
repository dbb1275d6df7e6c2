import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretsFrom, sign, signatureLength, verified } from '../../src/codec/signature.ts';
import { anyText, flipped, newSecret, oldSecret, otherSecrets, secrets } from './visitors.ts';

const purpose = 'a test';
const signed = sign('some text', purpose, secrets);

describe('a signed text', () => {
  it('is verified for the same purpose and secret, also with dots in the text', () => {
    fc.assert(
      fc.property(
        anyText.filter((text) => text !== ''),
        (text) => {
          expect(verified(sign(text, purpose, secrets), purpose, secrets)).toBe(text);
        },
      ),
    );
  });

  it('is the text, a dot and 43 characters of base64url', () => {
    expect(signed.slice(0, -signatureLength)).toBe('some text.');
    expect(signed.slice(-signatureLength)).toMatch(/^[\w-]{43}$/);
  });

  it('is signed with HMAC-SHA256 over the purpose, a line break and the text', () => {
    const expected = createHmac('sha256', newSecret).update(`${purpose}\nsome text`).digest('base64url');
    expect(sign('some text', purpose, secretsFrom([newSecret]))).toBe(`some text.${expected}`);
  });

  it('is refused for another purpose', () => {
    expect(verified(signed, 'another test', secrets)).toBeUndefined();
  });

  it('is refused when purpose and text are divided differently', () => {
    expect(verified(sign('b\nc', 'a', secrets), 'a\nb', secrets)).toBeUndefined();
  });

  it('is refused with another secret', () => {
    expect(verified(signed, purpose, otherSecrets)).toBeUndefined();
  });

  it('is refused when cut short anywhere', () => {
    for (let length = 0; length < signed.length; length++)
      expect(verified(signed.slice(0, length), purpose, secrets), String(length)).toBeUndefined();
  });

  it('is refused with any one character changed', () => {
    for (const forged of flipped(signed))
      expect(verified(forged, purpose, secrets), JSON.stringify(forged)).toBeUndefined();
  });

  it('is refused with anything added', () => {
    for (const forged of [`${signed}A`, `A${signed}`, `${signed}=`, `${signed}\u0000`, `${signed}.`])
      expect(verified(forged, purpose, secrets), JSON.stringify(forged)).toBeUndefined();
  });

  it('is refused when it is any string that was not signed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(verified(text, purpose, secrets)).toBeUndefined();
      }),
    );
  });
});

describe('a list of secrets', () => {
  const before = secretsFrom([oldSecret]);
  const rotated = secretsFrom([newSecret, oldSecret]);
  const after = secretsFrom([newSecret]);

  it('verifies what an older secret in the list signed', () => {
    expect(verified(sign('text', purpose, before), purpose, rotated)).toBe('text');
  });

  it('signs with the first secret', () => {
    expect(verified(sign('text', purpose, rotated), purpose, after)).toBe('text');
    expect(verified(sign('text', purpose, rotated), purpose, before)).toBeUndefined();
  });

  it('refuses what a secret signed that is no longer in the list', () => {
    expect(verified(sign('text', purpose, before), purpose, after)).toBeUndefined();
  });

  it('must not be empty', () => {
    expect(() => secretsFrom([])).toThrow(RangeError);
  });
});
