import cookieParser from 'cookie-parser';
import express, { type ErrorRequestHandler, type Response } from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { finish, seeOther } from '../../../src/web/http/finish.ts';
import { openJar } from '../../../src/web/visitor/open-jar.ts';
import { cookieText } from '../../cookies.ts';
import { testSecret } from '../../site.ts';
import { cookiesOf } from '../browser.ts';

const secrets = [testSecret] as const;

/** An app whose only page is sent by `answer`. Errors are sent as text. */
function appWith(answer: (res: Response) => void) {
  const app = express();
  app.use(cookieParser([...secrets]));
  app.use(openJar({ origin: undefined, basePath: '' }));
  app.get('/', (_req, res) => answer(res));
  const showError: ErrorRequestHandler = (error, _req, res, _next) => {
    finish(res, () => res.status(500).end(`failed: ${error.message}`));
  };
  app.use(showError);
  return app;
}

describe('finish', () => {
  it('runs beforeSending in order, then sets the cookies, then sends', async () => {
    const order: string[] = [];
    const app = appWith((res) => {
      for (const name of ['first', 'second'])
        res.locals.beforeSending?.push(async () => {
          await Promise.resolve();
          order.push(name);
          res.locals.jar.set('mirror_a', name);
        });
      finish(res, () => {
        order.push('sent');
        res.end('the page');
      });
    });
    const response = await request(app).get('/');
    expect(response.text).toBe('the page');
    expect(order).toEqual(['first', 'second', 'sent']);
    expect(cookiesOf(response).map(({ value }) => cookieText(value, secrets))).toEqual(['second']);
  });

  it('sends synchronously when beforeSending is empty', () => {
    let isSent = false;
    finish({ locals: {} } as unknown as Response, () => {
      isSent = true;
    });
    expect(isSent).toBe(true);
  });

  it('passes an error of beforeSending to the error handler, and sets the cookies of the jar', async () => {
    const app = appWith((res) => {
      res.locals.jar.set('mirror_a', 'kept');
      res.locals.beforeSending?.push(() => Promise.reject(new Error('no disk')));
      finish(res, () => expect.unreachable());
    });
    const response = await request(app).get('/');
    expect([response.status, response.text]).toEqual([500, 'failed: no disk']);
    expect(cookiesOf(response).map(({ value }) => cookieText(value, secrets))).toEqual(['kept']);
  });

  it('passes an error of sending to the error handler, and sets each cookie once', async () => {
    const app = appWith((res) => {
      res.locals.beforeSending?.push(async () => res.locals.jar.set('mirror_a', 'once'));
      finish(res, () => res.set('X-Bad', 'line\nbreak').end());
    });
    const response = await request(app).get('/');
    expect(response.status).toBe(500);
    expect(cookiesOf(response)).toHaveLength(1);
  });
});

describe('seeOther', () => {
  it('redirects with 303 and no-store', async () => {
    const response = await request(appWith((res) => seeOther(res, '/plan?saved'))).get('/');
    expect(response.status).toBe(303);
    expect(response.headers).toMatchObject({
      location: '/plan?saved',
      'cache-control': 'private, no-store',
      'content-length': '0',
    });
  });
});
