/** The link to carry on: it gives back what was put into it, or it is refused as a whole. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Holdings, noHoldings } from '../../../src/assessment/holdings.ts';
import { decodeLink, encodeLink } from '../../../src/codec/links/link.ts';
import { encodeToken } from '../../../src/codec/links/token.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { anyHoldings, mutated } from '../holdings.ts';
import { editions, newSecret, oldSecret, otherSecrets, secrets } from '../visitors.ts';

/** The holdings that come back from a link. An empty plan or worksheet is left out, so its dates are lost. */
const meant = (holdings: Holdings) => {
  const link = decodeLink(encodeLink(holdings, editions, secrets), editions, secrets);
  if (!link.ok) throw new Error(link.reason);
  return link.holdings;
};
const some = fc.sample(anyHoldings, { numRuns: 12, seed: 4 });
const tokens = new Map(some.map((holdings) => [encodeLink(holdings, editions, secrets), meant(holdings)]));

describe('a resume link', () => {
  it('gives back any holdings that were put into it', () => {
    fc.assert(
      fc.property(anyHoldings, (holdings) => {
        const { visitor, plan, moments } = meant(holdings);
        expect(visitor).toEqual(holdings.visitor);
        expect({ ...plan, savedOn: '', signedOn: '', retakeOn: '' }).toEqual({
          ...holdings.plan,
          savedOn: '',
          signedOn: '',
          retakeOn: '',
        });
        expect({ ...moments, savedOn: '' }).toEqual({ ...holdings.moments, savedOn: '' });
      }),
      { numRuns: 300 },
    );
  });

  it('needs no escaping in an address', () => {
    for (const token of tokens.keys()) expect(token).toMatch(/^[\w.-]+$/);
  });

  it('gives back the same holdings or is refused when some of its characters are changed', () => {
    let refused = 0;
    fc.assert(
      fc.property(mutated([...tokens.keys()], 'rs.-_=09azAZ%&?# \n\u0000'), ([token, mutant]) => {
        const read = decodeLink(mutant, editions, secrets);
        if (read.ok) expect(read.holdings).toEqual(tokens.get(token));
        else refused++;
      }),
      { numRuns: 10_000 },
    );
    expect(refused).toBeGreaterThan(0);
  });

  it('is not read from any other text, and decodeLink does not throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(decodeLink(text, editions, secrets).ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  const [token = ''] = tokens.keys();
  const link = `https://mirror.example/resume/open?link=${token}`;

  it.each([
    ['the whole link', link],
    ['the token alone', token],
    ['the link between brackets and before a full stop', `<${link}>.`],
    ['the link in lines of 76 characters', link.replaceAll(/.{76}/g, '$&\r\n')],
    ['the link in quoted-printable', link.replace('=', '=3D').replaceAll(/.{74}/g, '$&=\r\n')],
    ['the text of a mail', `Here it is:\n\n${link}\n\nBest wishes\nZoë`],
    ['the link of a mail filter around it', `https://safe.example/?url=${encodeURIComponent(link)}&data=1`],
  ])('is read from %s', (_how, pasted) => {
    expect(decodeLink(pasted, editions, secrets)).toEqual({ ok: true, holdings: tokens.get(token) });
  });

  it.each([
    ['cut-short', link.slice(0, -1)],
    ['cut-short', link.slice(0, link.length / 2)],
    ['altered', token.replace(/.(?=.{60}$)/, (letter) => (letter === 'A' ? 'B' : 'A'))],
    ['empty', ''],
    ['is-report', token.replace('r1.', 's1.')],
    ['other-format', token.replace('r1.', 'r2.')],
  ])('is refused as %s', (reason, pasted) => {
    expect(decodeLink(pasted, editions, secrets)).toMatchObject({
      ok: false,
      reason,
    });
  });

  it.each([
    ['no visitor', {}],
    ['a visitor that is damaged', { v: { d: -1, n: '', c: '', a: [] } }],
    ['a plan that is damaged', { v: { d: 1, n: '', c: '', a: [] }, p: {} }],
    ['moments that are damaged', { v: { d: 1, n: '', c: '', a: [] }, m: {} }],
  ])('with %s is refused as damaged, though signed', (_, json) => {
    const damaged = encodeToken('r', json, editions, secrets);
    expect(decodeLink(damaged, editions, secrets)).toEqual({ ok: false, reason: 'damaged' });
  });

  it('is read when a known secret signed it, and is refused as unknown-secret otherwise', () => {
    const old = encodeLink(noHoldings, editions, secretsFrom([oldSecret]));
    expect(decodeLink(old, editions, secretsFrom([newSecret, oldSecret])).ok).toBe(true);
    expect(decodeLink(old, editions, secrets)).toEqual({ ok: false, reason: 'unknown-secret' });
    expect(decodeLink(token, editions, otherSecrets)).toEqual({ ok: false, reason: 'unknown-secret' });
  });

  it('of another edition is refused with that edition, unless it is accepted', () => {
    const then = encodeLink(noHoldings, { current: 2, accepts: [] }, secrets);
    expect(decodeLink(then, editions, secrets)).toEqual({
      ok: false,
      reason: 'other-edition',
      former: { edition: 2, visitor: noHoldings.visitor },
    });
    expect(decodeLink(then, { current: 3, accepts: [2] }, secrets).ok).toBe(true);
  });
});
