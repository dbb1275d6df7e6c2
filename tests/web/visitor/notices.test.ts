import { describe, expect, it } from 'vitest';
import { broughtNotice } from '../../../src/web/visitor/notices.ts';

describe('broughtNotice', () => {
  it.each(['replace', 'beside', 'merge'])('for "%s" says that the visitor carries on', (how) => {
    expect(broughtNotice(how, true)).toMatch(/You carry on where you stopped\.$/);
    expect(broughtNotice(how, false)).toMatch(/refused this site’s cookies/);
  });

  it.each([undefined, '', 'other', ['merge'], {}])('for %j returns nothing', (how) => {
    expect(broughtNotice(how, true)).toBeUndefined();
  });
});
