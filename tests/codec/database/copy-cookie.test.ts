import { describe, expect, it } from 'vitest';
import {
  type CopyCookie,
  decodeCopyCookie,
  encodeCopyCookie,
} from '../../../src/codec/database/copy-cookie.ts';

const key = 'a-key_of-22-characters';
const base64 = (text: string) => Buffer.from(text).toString('base64url');

describe('the copy cookie', () => {
  it.each<[string, CopyCookie['unsent'], string]>([
    ['nothing', new Set(), '-'],
    ['everything', 'everything', '*'],
    ['two parts', new Set(['plan', 'q ä 1.1']), base64('["plan","q ä 1.1"]')],
    ['names of 130 bytes', new Set(['x'.repeat(126)]), base64(`["${'x'.repeat(126)}"]`)],
  ])('comes back as it was with %s unsent, and has the documented form', (_, unsent, text) => {
    const cookie = { key, revision: 12, unsent };
    const encoded = encodeCopyCookie(cookie);
    expect(encoded).toBe(`copy.2.${key}.12.${text}`);
    expect(decodeCopyCookie(encoded)).toEqual(cookie);
  });

  it('says that everything is unsent when the names take more than 130 bytes', () => {
    const encoded = encodeCopyCookie({ key, revision: 0, unsent: new Set(['x'.repeat(127)]) });
    expect(encoded).toBe(`copy.2.${key}.0.*`);
  });

  it.each([
    '',
    `plan.2.${key}.12.-`,
    `copy.1.${key}.12.-`,
    `copy.2.${key}1.12.-`,
    `copy.2..12.-`,
    `copy.2.${key}`,
    `copy.2.${key}..-`,
    `copy.2.${key}.x.-`,
    `copy.2.${key}.x1.-`,
    `copy.2.${key}.1x.-`,
    `copy.2.${key}.${'1'.repeat(16)}.-`,
    `copy.2.${key}.12`,
    `copy.2.${key}.12.${base64('[')}`,
    `copy.2.${key}.12.${base64('[1]')}`,
    `copy.2.${key}.12.${base64('"plan"')}`,
  ])('is undefined for %j', (text) => {
    expect(decodeCopyCookie(text)).toBeUndefined();
  });
});
