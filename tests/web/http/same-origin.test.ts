import type { Request, Response } from 'express';
import { describe, expect, it } from 'vitest';
import { Refused } from '../../../src/web/http/errors.ts';
import { sameOrigin } from '../../../src/web/http/middleware/same-origin.ts';

function isRefused(method: string, headers: Readonly<Record<string, string>>, origin?: string): boolean {
  let error: unknown;
  const req = { method, headers, host: headers.host } as unknown as Request;
  sameOrigin({ origin })(req, {} as Response, (given) => {
    error = given;
  });
  return error instanceof Refused;
}

const crossSite = { 'sec-fetch-site': 'cross-site' };
const ownOrigin = 'https://mirror.example';

describe('sameOrigin', () => {
  it.each(['GET', 'HEAD', 'OPTIONS'])('accepts a cross-site %s request', (method) => {
    expect(isRefused(method, crossSite)).toBe(false);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('refuses a cross-site %s request', (method) => {
    expect(isRefused(method, crossSite)).toBe(true);
  });

  it.each([
    ['same-origin', false],
    ['none', false],
    ['same-site', true],
    ['', true],
  ])('for Sec-Fetch-Site "%s" refuses: %s', (site, refused) => {
    expect(isRefused('POST', { 'sec-fetch-site': site, origin: 'https://evil.example' }, ownOrigin)).toBe(
      refused,
    );
  });

  it.each([undefined, ownOrigin])(
    'accepts a client without Sec-Fetch-Site and Origin; BASE_URL: %s',
    (origin) => {
      expect(isRefused('POST', { host: 'node:3000' }, origin)).toBe(false);
    },
  );

  it('accepts the origin of BASE_URL when Host is another', () => {
    expect(isRefused('POST', { host: 'node:3000', origin: ownOrigin }, ownOrigin)).toBe(false);
    expect(isRefused('POST', { host: 'node:3000', origin: ownOrigin })).toBe(true);
  });

  it.each([
    ['https://elsewhere.example/page', true],
    ['https://mirror.example.evil.example/', true],
    ['about:blank', true],
    ['', true],
    ['https://mirror.example/plan', false],
    ['http://mirror.example/plan', false],
  ])('without Sec-Fetch-Site and Origin goes by Referer %j: refused %s', (referer, refused) => {
    expect(isRefused('POST', { host: 'mirror.example', referer })).toBe(refused);
    expect(isRefused('POST', { host: 'mirror.example', referer, 'sec-fetch-site': 'same-origin' })).toBe(
      false,
    );
  });

  it('compares Origin with Host, port included', () => {
    expect(isRefused('POST', { host: 'mirror.example:3000', origin: 'http://mirror.example:3000' })).toBe(
      false,
    );
    expect(isRefused('POST', { host: 'mirror.example:3000', origin: 'http://mirror.example' })).toBe(true);
  });

  it.each(['null', 'elsewhere', ''])('refuses Origin "%s", with and without a Host', (origin) => {
    expect(isRefused('POST', { host: 'mirror.example', origin })).toBe(true);
    expect(isRefused('POST', { origin })).toBe(true);
  });
});
