import { describe, expect, it } from 'vitest';
import {
  decodeParticipant,
  encodeParticipant,
  livePersonId,
} from '../../../src/codec/database/live-cookie.ts';
import {
  codeHashes,
  codeLetters,
  codeOf,
  facilitatorKeyOf,
  liveKeyShape,
  liveTicket,
  screenKeyOf,
  typedCode,
} from '../../../src/codec/database/live-keys.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';

const secrets = secretsFrom(['one secret of the site', 'another one']);
const ticket = liveTicket('a'.repeat(22), secrets);

describe('the keys of a room', () => {
  it('are computed from the ticket, and are all different', () => {
    const key = facilitatorKeyOf(ticket, 0, secrets) ?? '';
    const keys = [key, screenKeyOf(key), facilitatorKeyOf(ticket, 1, secrets) ?? ''];
    expect(facilitatorKeyOf(ticket, 0, secrets)).toBe(key);
    expect(new Set(keys).size).toBe(3);
    for (const key of keys) expect(key).toMatch(liveKeyShape);
    expect(facilitatorKeyOf(liveTicket('a', secretsFrom(['of another site'])), 0, secrets)).toBeUndefined();
  });

  it('have a code of six letters without vowels and look-alikes, evenly chosen', () => {
    const seen = new Map<string, number>();
    for (let i = 0; i < 2_000; i++)
      for (const letter of codeOf(`screen ${i}`)) seen.set(letter, (seen.get(letter) ?? 0) + 1);
    expect([...seen.keys()].toSorted().join('')).toBe(codeLetters);
    expect(codeLetters).not.toMatch(/[AEIOUYLQ]/);
    for (const count of seen.values()) expect(count).toBeGreaterThan(500);
  });

  it('have a code that is stored as a hash under each secret, so that a new secret closes no room', () => {
    const [first, second] = codeHashes('BCDFGH', secrets);
    expect(first).not.toBe(second);
    expect(codeHashes('BCDFGH', secretsFrom(['a new secret', ...secrets]))).toContain(first);
  });

  it.each([
    ['bcd fgh', 'BCDFGH'],
    ['BCD-FGH ', 'BCDFGH'],
    ['BCDFG', undefined],
    ['BCDFGHJ', undefined],
    ['BCDFGA', undefined],
    ['', undefined],
  ])('are read from what is typed: "%s"', (typed, code) => {
    expect(typedCode(typed)).toBe(code);
  });
});

describe('the cookie of a participant', () => {
  const participant = { key: 'k'.repeat(22), room: 'r'.repeat(22) };

  it('is read as it was written, and nothing else is', () => {
    const text = encodeParticipant(participant);
    expect(decodeParticipant(text)).toEqual(participant);
    for (const other of ['', 'live.1.k.r', text.slice(0, -1), `${text}.`, text.replace('live', 'teams')])
      expect(decodeParticipant(other)).toBeUndefined();
    expect(() => encodeParticipant({ ...participant, room: 'short' })).toThrow(RangeError);
  });

  it('gives one person for each room, which cannot be told from the person of another room', () => {
    const other = { ...participant, room: 's'.repeat(22) };
    expect(livePersonId(participant)).toBe(livePersonId({ ...participant }));
    expect(livePersonId(participant)).not.toBe(livePersonId(other));
  });
});
