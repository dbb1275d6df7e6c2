import type { Request, Response } from 'express';
import { expect, it } from 'vitest';
import { routeOf } from '../../../src/web/http/meter.ts';

it.each([
  ['/questions/:id', { path: '/questions/:id' }, 200],
  ['/questions/:id', { path: '/questions/:id' }, 500],
  ['file', undefined, 200],
  ['file', undefined, 304],
  ['none', undefined, 400],
  ['none', undefined, 404],
])('routeOf returns %s for the route %j and the status %i', (expected, route, statusCode) => {
  expect(routeOf({ route } as unknown as Request, { statusCode } as Response)).toBe(expected);
});
