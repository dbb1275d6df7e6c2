import { describe, expect, it } from 'vitest';
import { keyIn } from '../../../src/codec/database/team-keys.ts';
import { sentKey } from '../../../src/web/teams/results/results-link.ts';

const key = 'Ab-_56789012345678901x';
const link = `https://site.example/teams/results?key=${key}`;

describe('keyIn', () => {
  it.each([
    ['a key', key],
    ['a key between spaces', ` ${key}\n`],
    ['a link of a mail that was not decoded, opened', `3D${key}`],
    ['a link', link],
    ['a link with more parameters', `https://site.example/teams/results?replaced&key=${key}&with=x`],
    ['a link with a full stop after it', `${link}.`],
    ['a link with a letter after it', `${link}y`],
    ['a link in brackets', `<${link}>`],
    ['a link in quotes', `“${link}”,`],
    ['a link with underscores of a chat around it', `${link}_`],
    ['a link with zero-width characters', link.replaceAll('5', '\u200b5\u2060').concat('\ufeff')],
    ['a link that a mail client broke', link.replace('12345', '12=\r\n345')],
    ['a link of a mail that was not decoded', link.replace('key=', 'key=3D')],
    ['a text around a link', `Here it is: ${link} (keep it)`],
  ])('returns the key of %s', (_what, pasted) => {
    expect(keyIn(pasted)).toBe(key);
  });

  it.each([
    ['a link whose key is cut short', `https://site.example/teams/results?key=${key.slice(1)}`],
    ['a link whose key is cut short before another parameter', `${link.slice(0, -1)}&with=${key}`],
    ['a key that begins with 3D and is cut short', `https://site.example/?key=3D${key.slice(3)}`],
    ['the empty text', ''],
  ])('returns an empty text for %s', (_what, pasted) => {
    expect(keyIn(pasted)).toBe('');
  });

  it('returns a key that begins with 3D', () => {
    const other = `3D${key.slice(2)}`;
    expect(keyIn(`https://site.example/?key=${other}`)).toBe(other);
  });
});

describe('sentKey', () => {
  it.each([[undefined], [[key, key]], [key.slice(1)], ['']])('parses %j as an empty key', (sent) => {
    expect(sentKey.parse(sent)).toBe('');
  });

  it.each([`${key}.`, `${key}\n`, `\u200b${key}`])('parses %j as the key', (sent) => {
    expect(sentKey.parse(sent)).toBe(key);
  });
});
