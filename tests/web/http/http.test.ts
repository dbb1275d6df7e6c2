/** What stands before Express: steps in a row, the address, the headers. */
import { createServer, type RequestListener } from 'node:http';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { headerWriter } from '../../../src/web/http/headers.ts';
import {
  beforeEnd,
  fieldsOf,
  type Incoming,
  inOrder,
  type Outgoing,
  pathOf,
  type Step,
} from '../../../src/web/http/http.ts';

const req = {} as Incoming;
const res = {} as Outgoing;

/** What the row ends with. */
const endOf = (steps: readonly Step[]) =>
  new Promise<unknown>((resolve, reject) => inOrder(steps)(req, res, resolve)?.catch(reject));

describe('steps in order', () => {
  it('come one after the other, and then whoever comes after', async () => {
    const seen: number[] = [];
    const step =
      (number: number): Step =>
      (_req, _res, next) => {
        seen.push(number);
        next();
      };
    const late: Step = async (_req, _res, next) => {
      await Promise.resolve();
      seen.push(2);
      next();
    };
    expect(await endOf([step(1), late, step(3)])).toBeUndefined();
    expect(seen).toEqual([1, 2, 3]);
  });

  const fault = new Error('a fault');
  it.each<[string, Step]>([
    ['is given', (_req, _res, next) => next(fault)],
    [
      'is thrown',
      () => {
        throw fault;
      },
    ],
    ['comes late', () => Promise.reject(fault)],
  ])('leave out the rest when an error %s', async (_what, step) => {
    const never: Step = () => expect.unreachable();
    expect(await endOf([(_req, _res, next) => next(), step, never])).toBe(fault);
  });

  it('stop at one that answers', () => {
    inOrder([() => undefined, () => expect.unreachable()])(req, res, () => expect.unreachable());
  });
});

describe('the address', () => {
  it.each([
    ['/questions/3.7', '/questions/3.7', {}],
    ['/questions/3.7?cleared', '/questions/3.7', { cleared: '' }],
    ['/a?b=1&b=2&c=%20?', '/a', { b: ['1', '2'], c: ' ?' }],
    ['?', '', {}],
    ['/a?__proto__=x', '/a', { ['__proto__']: 'x' }],
  ])('of %j is %j', (url, path, fields) => {
    expect(pathOf({ url } as Incoming)).toBe(path);
    expect({ ...fieldsOf({ url } as Incoming) }).toEqual(fields);
  });
});

describe('the headers of a response', () => {
  const always = ['Referrer-Policy', 'same-origin', 'X-Frame-Options', 'DENY'];
  const respond = headerWriter(always);
  const answered = (answer: (res: Outgoing) => void) => {
    const listener: RequestListener = (_req, response) => answer(respond(response));
    return request(createServer(listener)).get('/');
  };

  it('are those of the list, the cookies, and those that every response has', async () => {
    const { headers, text } = await answered((res) => {
      res.locals.headers.push('Content-Type', 'text/plain', 'Content-Length', '2');
      res.locals.cookies.push('a=1', 'b=2');
      res.end('ok');
    });
    expect(headers).toMatchObject({
      'content-type': 'text/plain',
      'content-length': '2',
      'set-cookie': ['a=1', 'b=2'],
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
    expect(text).toBe('ok');
  });

  it('may be set one by one beside the list, and win', async () => {
    const { headers } = await answered((res) => {
      res.locals.headers.push('Content-Type', 'text/plain', 'X-Other', 'list');
      res.locals.cookies.push('a=1', 'b=2');
      res.setHeader('Referrer-Policy', 'origin');
      res.setHeader('x-other', 'set');
      res.end();
    });
    expect(headers).toMatchObject({
      'content-type': 'text/plain',
      'x-other': 'set',
      'set-cookie': ['a=1', 'b=2'],
      'referrer-policy': 'origin',
      'x-frame-options': 'DENY',
    });
  });

  it('may be given with the status, and win', async () => {
    const { headers, status } = await answered((res) => {
      res.locals.headers.push('Content-Type', 'text/plain');
      res.locals.cookies.push('a=1');
      res.writeHead(201, { 'Content-Type': 'text/css', 'Referrer-Policy': 'origin' }).end();
    });
    expect(status).toBe(201);
    expect(headers).toMatchObject({
      'content-type': 'text/css',
      'set-cookie': ['a=1'],
      'referrer-policy': 'origin',
      'x-frame-options': 'DENY',
    });
  });

  it('are there when somebody streams', async () => {
    const { headers, text } = await answered((res) => {
      res.locals.cookies.push('a=1');
      res.write('one ');
      res.end('two');
    });
    expect(headers).toMatchObject({ 'set-cookie': ['a=1'], 'x-frame-options': 'DENY' });
    expect(text).toBe('one two');
  });
});

describe('what is done before a response ends', () => {
  const respond = headerWriter([]);
  const answered = (answer: (res: Outgoing) => void) =>
    request(createServer((_req, response) => answer(respond(response)))).get('/');

  it('is done when the page is sent, and may still set cookies', async () => {
    const { headers, text } = await answered((res) => {
      beforeEnd(
        res,
        async () => {
          await Promise.resolve();
          res.locals.cookies.push('late=1');
        },
        () => expect.unreachable(),
      );
      res.end('the page');
    });
    expect(headers['set-cookie']).toEqual(['late=1']);
    expect(text).toBe('the page');
  });

  it('does not keep the page back when it fails', async () => {
    const faults: unknown[] = [];
    const fault = new Error('no disk');
    const { text } = await answered((res) => {
      beforeEnd(
        res,
        () => Promise.reject(fault),
        (error) => faults.push(error),
      );
      res.end('the page');
    });
    expect(text).toBe('the page');
    expect(faults).toEqual([fault]);
  });

  it('cuts off a response that cannot be sent, and no more', async () => {
    const faults: unknown[] = [];
    const asked = answered((res) => {
      beforeEnd(
        res,
        async () => void res.locals.headers.push('X-Bad', 'line\nbreak'),
        (error) => faults.push(error),
      );
      res.end('the page');
    });
    await expect(asked).rejects.toThrow();
    expect(faults).toEqual([expect.objectContaining({ code: 'ERR_INVALID_CHAR' })]);
  });
});
