/** The link to carry on: what goes in comes out, or it is refused; there is nothing between. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Holdings, noHoldings } from '../../../src/assessment/holdings.ts';
import { decodeLink, encodeLink } from '../../../src/codec/links/link.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { anyHoldings, mutated } from '../holdings.ts';
import { editions, newSecret, oldSecret, otherSecrets, secrets } from '../visitors.ts';

/** An empty sheet is left out of the link, so its day does not come back either. */
const meant = (holdings: Holdings) => {
  const link = decodeLink(encodeLink(holdings, editions, secrets), editions, secrets);
  if (!link.ok) throw new Error(link.reason);
  return link.holdings;
};
const some = fc.sample(anyHoldings, { numRuns: 12, seed: 4 });
const tokens = new Map(some.map((holdings) => [encodeLink(holdings, editions, secrets), meant(holdings)]));

describe('a link to carry on', () => {
  it('holds all that was put into it, whatever that was', () => {
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

  it('is made of characters that no address needs to escape', () => {
    for (const token of tokens.keys()) expect(token).toMatch(/^[\w.-]+$/);
  });

  it('mutated 10,000 times is what it was or is refused, and is never half of it', () => {
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

  it('can be read out of any text at all without an exception', () => {
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
    ['between brackets and with a full stop after it', `<${link}>.`],
    ['in lines of 76 characters', link.replaceAll(/.{76}/g, '$&\r\n')],
    ['in quoted-printable', link.replace('=', '=3D').replaceAll(/.{74}/g, '$&=\r\n')],
    ['with the words of a mail around it', `Here it is:\n\n${link}\n\nBest wishes\nZoë`],
    ['through another program’s own link', `https://safe.example/?url=${encodeURIComponent(link)}&data=1`],
  ])('is understood as %s', (_how, pasted) => {
    expect(decodeLink(pasted, editions, secrets)).toEqual({ ok: true, holdings: tokens.get(token) });
  });

  it.each([
    ['cut short', link.slice(0, -1)],
    ['cut short', link.slice(0, link.length / 2)],
    ['altered', token.replace(/.(?=.{60}$)/, (letter) => (letter === 'A' ? 'B' : 'A'))],
    ['empty', ''],
    ['other kind', token.replace('r1.', 's1.')],
    ['other format', token.replace('r1.', 'r2.')],
  ])('says that it is %s', (reason, pasted) => {
    expect(decodeLink(pasted, editions, secrets)).toMatchObject({
      ok: false,
      reason: reason.replace(' ', '-'),
    });
  });

  it('made with a secret that is still known is read, with another it says so', () => {
    const old = encodeLink(noHoldings, editions, secretsFrom([oldSecret]));
    expect(decodeLink(old, editions, secretsFrom([newSecret, oldSecret])).ok).toBe(true);
    expect(decodeLink(old, editions, secrets)).toEqual({ ok: false, reason: 'unknown-secret' });
    expect(decodeLink(token, editions, otherSecrets)).toEqual({ ok: false, reason: 'unknown-secret' });
  });

  it('of another edition says which, unless that is accepted', () => {
    const then = encodeLink(noHoldings, { current: 2, accepts: [] }, secrets);
    expect(decodeLink(then, editions, secrets)).toEqual({ ok: false, reason: 'other-edition', edition: 2 });
    expect(decodeLink(then, { current: 3, accepts: [2] }, secrets).ok).toBe(true);
  });
});
