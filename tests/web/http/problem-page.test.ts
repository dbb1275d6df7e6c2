import type { Request, Response } from 'express';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { NotFound } from '../../../src/web/http/errors.ts';
import { showProblem } from '../../../src/web/http/middleware/problem-page.ts';

/** Calls the error handler. Returns the status sent, the headers removed and the error passed on. */
function shown(error: unknown, headersSent = false) {
  const removed: string[] = [];
  let sent: number | undefined;
  let passed: unknown;
  const res = { locals: {}, headersSent, removeHeader: (name: string) => removed.push(name) };
  const handle = showProblem(
    (_req, _res, _view, _page, status) => {
      sent = status;
    },
    pino({ level: 'silent' }),
    '',
  );
  handle(error, {} as Request, res as unknown as Response, (given?: unknown) => {
    passed = given;
  });
  return { sent, removed, passed };
}

const withStatus = (status: number) => Object.assign(new Error('x'), { status });

it.each([
  ['a Problem', new NotFound(), 404],
  ['an error with status 400', withStatus(400), 400],
  ['an error with status 499', withStatus(499), 499],
  ['an error with status 399', withStatus(399), 500],
  ['an error with status 502', withStatus(502), 500],
  ['another error', new Error('x'), 500],
  ['a thrown text', 'x', 500],
])('showProblem answers %s with the right status and without Content-Disposition', (_what, error, status) => {
  expect(shown(error)).toEqual({ sent: status, removed: ['Content-Disposition'], passed: undefined });
});

it('showProblem passes the error on when the headers are sent', () => {
  const error = new Error('x');
  expect(shown(error, true)).toEqual({ sent: undefined, removed: [], passed: error });
});
