import { createHmac, createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmac, secretsFrom, sign, signatureLength, verified } from '../../src/codec/signature.ts';
import { anyText, flipped, newSecret, oldSecret, otherSecrets, secrets } from './visitors.ts';

const purpose = 'a test';
const signed = sign('some text', purpose, secrets);

describe('a signed text', () => {
  it('comes back for the same purpose and secret, dots and all', () => {
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

  it('is refused for another purpose', () => {
    expect(verified(signed, 'another test', secrets)).toBeUndefined();
  });

  it('is refused when purpose and text only join up to the same', () => {
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

  it('is refused when it is any string that we did not sign', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(verified(text, purpose, secrets)).toBeUndefined();
      }),
    );
  });
});

describe('secrets', () => {
  const before = secretsFrom([oldSecret]);
  const rotated = secretsFrom([newSecret, oldSecret]);
  const after = secretsFrom([newSecret]);

  it('all verify: what the old one signed still counts while it is listed', () => {
    expect(verified(sign('text', purpose, before), purpose, rotated)).toBe('text');
  });

  it('sign with the first, so that the old one can go', () => {
    expect(verified(sign('text', purpose, rotated), purpose, after)).toBe('text');
    expect(verified(sign('text', purpose, rotated), purpose, before)).toBeUndefined();
  });

  it('no longer verify once they are gone from the list', () => {
    expect(verified(sign('text', purpose, before), purpose, after)).toBeUndefined();
  });

  it('must be at least one', () => {
    expect(() => secretsFrom([])).toThrow(RangeError);
  });
});

describe('the HMAC', () => {
  const ofNode = (secret: Uint8Array, text: string) =>
    createHmac('sha256', secret).update(text).digest('base64url');

  it('is that of the platform, for any secret and text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), anyText, (secret, text) => {
        expect(hmac(createSecretKey(secret), text)).toBe(ofNode(secret, text));
      }),
    );
  });

  it.each([1, 31, 32, 63, 64, 65, 200])('is that of the platform for a secret of %i bytes', (length) => {
    const secret = new Uint8Array(length).fill(0xa7);
    expect(hmac(createSecretKey(secret), 'text')).toBe(ofNode(secret, 'text'));
  });

  it.each([0, 5_461, 5_462, 16_384, 100_000])(
    'is that of the platform for a text of %i characters',
    (length) => {
      const secret = new TextEncoder().encode('a secret of 32 characters, or so');
      for (const letter of ['a', 'é', '€', '😀'.slice(0, 1)])
        expect(hmac(createSecretKey(secret), letter.repeat(length))).toBe(
          ofNode(secret, letter.repeat(length)),
        );
    },
  );

  it('keeps the secrets apart, and nothing of the text before', () => {
    const [one, other] = [createSecretKey('one secret', 'utf8'), createSecretKey('another', 'utf8')];
    const first = hmac(one, 'a long text that comes first');
    expect(hmac(other, 'x')).toBe(ofNode(new TextEncoder().encode('another'), 'x'));
    expect(hmac(one, 'x')).toBe(ofNode(new TextEncoder().encode('one secret'), 'x'));
    expect(hmac(one, 'a long text that comes first')).toBe(first);
  });
});
