import cookieParser from 'cookie-parser';
import express from 'express';
import request, { type Response } from 'supertest';
import { describe, expect, it } from 'vitest';
import { CookieJar } from '../../../src/web/visitor/cookie-jar.ts';
import { cookieLimit } from '../../../src/web/visitor/cookie-room.ts';
import { cookieText, cookieValue } from '../../cookies.ts';
import { testSecret } from '../../site.ts';
import { cookiesOf } from '../browser.ts';

const secrets = [testSecret] as const;
const other = ['another secret that is only for tests, 32+'] as const;

interface Setting {
  readonly origin?: string;
  readonly basePath?: string;
}

/** Calls `use` with the jar of a request with these cookies. Returns its result and the response. */
async function withJar<T>(
  cookies: Readonly<Record<string, string>>,
  use: (jar: CookieJar) => T,
  { origin, basePath = '' }: Setting = {},
): Promise<{ result: T | undefined; response: Response }> {
  let result: T | undefined;
  const app = express();
  app.use(cookieParser([...secrets]));
  app.use((req, res) => {
    const jar = new CookieJar(req, { origin, basePath });
    result = use(jar);
    jar.write(res);
    res.end();
  });
  const header = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  const response = await request(app).get('/').set('Cookie', header.join('; '));
  return { result, response };
}

describe('CookieJar', () => {
  it('verified returns the text of a cookie that one of the secrets signed, and nothing else', async () => {
    const sent = {
      mirror_a: cookieValue('a.1', secrets),
      mirror_b: cookieValue('b.1', other),
      mirror_c: 'c.1',
      mirror_d: 'j:{"d":1}',
    };
    const { result } = await withJar(sent, (jar) =>
      [...'abcde'].map((name) => jar.verified(`mirror_${name}`)),
    );
    expect(result).toEqual(['a.1', undefined, undefined, undefined, undefined]);
  });

  it('unverified returns the value, as it was sent, of a cookie that no secret signed', async () => {
    const forged = cookieValue('b.1', other);
    const sent = {
      mirror_a: cookieValue('a.1', secrets),
      mirror_b: forged,
      mirror_c: 'c%20',
      mirror_d: 'j:{}',
    };
    const { result } = await withJar(sent, (jar) =>
      [...'abcde'].map((name) => jar.unverified(`mirror_${name}`)),
    );
    expect(result).toEqual([undefined, forged, 'c%20', 'j:{}', undefined]);
  });

  it('returns a new text right after it was set, and nothing after it was removed', async () => {
    const sent = { mirror_a: cookieValue('old', secrets), mirror_b: 'unsigned' };
    const { result } = await withJar(sent, (jar) => {
      jar.set('mirror_a', 'new');
      jar.remove('mirror_b');
      return [jar.verified('mirror_a'), jar.unverified('mirror_a'), jar.value('mirror_b'), jar.names()];
    });
    expect(result).toEqual(['new', undefined, undefined, ['mirror_a']]);
  });

  it('names lists this site’s cookies only', async () => {
    const sent = { other: '1', mirror_a: cookieValue('a', secrets), mirror_b: 'b' };
    const { result } = await withJar(sent, (jar) => {
      jar.set('mirror_c', 'c');
      return [...jar.names()].sort();
    });
    expect(result).toEqual(['mirror_a', 'mirror_b', 'mirror_c']);
  });

  it('names leaves out a name that is no token, because no cookie of that name can be set', async () => {
    const { result, response } = await withJar({ mirror_ü: '1', 'mirror_a[]': '1' }, (jar) => {
      jar.removeAll();
      return jar.names();
    });
    expect(result).toEqual([]);
    expect(response.status).toBe(200);
  });

  it('wasEmpty tells whether the request brought a cookie of this site, whatever is set since', async () => {
    const wasEmpty = (jar: CookieJar) => {
      jar.set('mirror_a', 'a');
      return jar.wasEmpty;
    };
    expect((await withJar({ other: '1' }, wasEmpty)).result).toBe(true);
    expect((await withJar({ mirror_b: 'b' }, wasEmpty)).result).toBe(false);
  });

  it('write sends each name once, signed, with the last text', async () => {
    const { response } = await withJar({}, (jar) => {
      jar.set('mirror_a', 'first');
      jar.set('mirror_a', 'second', 60);
      jar.set('mirror_b', 'b');
    });
    const cookies = cookiesOf(response);
    expect(cookies.map(({ name, value }) => [name, cookieText(value, secrets)])).toEqual([
      ['mirror_a', 'second'],
      ['mirror_b', 'b'],
    ]);
    expect(cookies.map(({ attributes }) => attributes.get('max-age'))).toEqual(['60', String(365 * 86_400)]);
  });

  it('write sends nothing when nothing was changed', async () => {
    const { result, response } = await withJar({ mirror_a: 'a' }, (jar) => jar.isChanged);
    expect(result).toBe(false);
    expect(cookiesOf(response)).toEqual([]);
  });

  it('write sets cookies for the site alone: HttpOnly, SameSite=Lax, its path', async () => {
    const { response } = await withJar({}, (jar) => jar.set('mirror_a', 'a'), { basePath: '/mirror' });
    const attributes = cookiesOf(response)[0]?.attributes;
    expect(attributes?.get('path')).toBe('/mirror/');
    expect(attributes?.get('samesite')).toBe('Lax');
    expect(attributes?.has('httponly')).toBe(true);
    expect(attributes?.has('secure')).toBe(false);
  });

  it('write sets Secure when the site’s address begins with https', async () => {
    const set = (jar: CookieJar) => jar.set('mirror_a', 'a');
    const { response } = await withJar({}, set, { origin: 'https://site.example' });
    expect(cookiesOf(response)[0]?.attributes.has('secure')).toBe(true);
  });

  it('setAside keeps a value that cannot be verified as it is, and signs a text that can be', async () => {
    const forged = cookieValue('answers.2', other);
    const sent = { mirror_a: forged, mirror_b: cookieValue('answers.9', secrets) };
    const { response } = await withJar(sent, (jar) => {
      jar.setAside('mirror_a', 'mirror_a_aside');
      jar.setAside('mirror_b', 'mirror_b_aside');
    });
    const [a, b] = cookiesOf(response);
    expect([a?.name, a?.value]).toEqual(['mirror_a_aside', forged]);
    expect([b?.name, cookieText(b?.value, secrets)]).toEqual(['mirror_b_aside', 'answers.9']);
  });

  it('verified does not return a value that was set aside without a valid signature', async () => {
    const { result } = await withJar({ mirror_a: cookieValue('a.1', other) }, (jar) => {
      jar.setAside('mirror_a', 'mirror_aside');
      return jar.verified('mirror_aside');
    });
    expect(result).toBeUndefined();
  });

  it('setAside keeps a value as long as the limit', async () => {
    const longest = 'x'.repeat(cookieLimit);
    const { response } = await withJar({ mirror_a: longest }, (jar) =>
      jar.setAside('mirror_a', 'mirror_aside'),
    );
    expect(cookiesOf(response).map(({ value }) => value)).toEqual([longest]);
  });

  it.each(['', '"quoted"', 'two words', 'x'.repeat(cookieLimit + 1)])(
    'setAside drops a value that no cookie of this site can have: %j',
    async (value) => {
      const { response } = await withJar({ mirror_a: value }, (jar) =>
        jar.setAside('mirror_a', 'mirror_aside'),
      );
      expect(cookiesOf(response)).toEqual([]);
    },
  );

  it('removeAll removes every cookie, at the site’s path and at all above it', async () => {
    const sent = { mirror_a: 'a', mirror_b: cookieValue('b', secrets), other: '1' };
    const { result, response } = await withJar(
      sent,
      (jar) => {
        jar.set('mirror_c', 'c');
        jar.removeAll();
        return jar.names();
      },
      { basePath: '/tools/mirror' },
    );
    expect(result).toEqual([]);
    const removed = cookiesOf(response).map(({ name, attributes }) =>
      [name, attributes.get('path')].join(' '),
    );
    for (const name of ['mirror_a', 'mirror_b'])
      for (const path of ['/', '/tools/', '/tools/mirror/']) expect(removed).toContain(`${name} ${path}`);
    expect(removed.some((one) => one.startsWith('other'))).toBe(false);
    expect(cookiesOf(response).every(({ attributes }) => attributes.get('max-age') === '0')).toBe(true);
  });
});
