import type { Request, Response } from 'express';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/web/http/errors.ts';
import { limitBody } from '../../../src/web/http/middleware/body-limit.ts';

function answerTo(length: string | undefined) {
  const sent: Record<string, string> = {};
  let passed: unknown;
  const res = { set: (name: string, value: string) => Object.assign(sent, { [name]: value }) };
  limitBody({ headers: { 'content-length': length } } as Request, res as unknown as Response, (error) => {
    passed = error;
  });
  return { problem: passed, connection: sent.Connection };
}

describe('limitBody', () => {
  it.each([undefined, '0', String(64 * 1024 * 1024)])('lets a Content-Length of %s pass', (length) => {
    expect(answerTo(length)).toEqual({ problem: undefined, connection: undefined });
  });

  it('refuses a Content-Length of one byte more than 64 MB with 413 and closes the connection', () => {
    const { problem, connection } = answerTo(String(64 * 1024 * 1024 + 1));
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ status: 413 });
    expect(connection).toBe('close');
  });
});
