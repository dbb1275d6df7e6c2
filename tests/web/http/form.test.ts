import express, { type RequestHandler } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { batchForm, carriedForm, fieldErrors, form, worksheetForm } from '../../../src/web/http/form.ts';
import { request } from '../request.ts';
import { addressOf, type Everything, everything, handlersOf, routesOf } from '../security/everything.ts';

/** An app whose only route answers with the number of fields that the parser found. */
function appWith(parser: RequestHandler) {
  const app = express();
  app.post('/', parser, (req, res) => void res.json(Object.keys(req.body).length));
  const statusOf: express.ErrorRequestHandler = (error, _req, res, _next) =>
    void res.status(error.status).end();
  app.use(statusOf);
  return app;
}

const fieldsOf = (count: number) => Array.from({ length: count }, (_, i) => `f${i}=1`).join('&');

describe.each([
  ['form', form, 8 * 1024, 20],
  ['worksheetForm', worksheetForm, 64 * 1024, 130],
  ['carriedForm', carriedForm, 128 * 1024, 3_000],
] as const)('%s', (_name, parser, bytes, fields) => {
  const send = (body: string) => request(appWith(parser)).post('/').type('form').send(body);

  it(`reads a body of ${bytes} bytes and refuses one more with 413`, async () => {
    expect((await send('x='.padEnd(bytes, 'x'))).body).toBe(1);
    expect((await send('x='.padEnd(bytes + 1, 'x'))).status).toBe(413);
  });

  it(`reads ${fields} fields and refuses one more with 413`, async () => {
    expect((await send(fieldsOf(fields))).body).toBe(fields);
    expect((await send(fieldsOf(fields + 1))).status).toBe(413);
  });

  it('refuses a body that is not a form with 415', async () => {
    expect((await request(appWith(parser)).post('/').send({ x: 1 })).status).toBe(415);
  });

  it('finds no fields in a request without a body', async () => {
    expect((await request(appWith(parser)).post('/')).body).toBe(0);
  });
});

describe('fieldErrors', () => {
  it('returns the first error of each field, in the order of the errors', () => {
    const shape = z.object({
      name: z.string().min(3, 'too short').regex(/^a/, 'no a'),
      level: z.enum(['x'], 'none'),
    });
    const { error } = shape.safeParse({ name: 'b', level: 'y' });
    expect(error && fieldErrors(error)).toEqual([
      { field: 'name', text: 'too short' },
      { field: 'level', text: 'none' },
    ]);
  });

  it('returns an empty field name for an error of the whole form', () => {
    const { error } = z.string('not a text').safeParse(1);
    expect(error && fieldErrors(error)).toEqual([{ field: '', text: 'not a text' }]);
  });
});

describe('every POST route', () => {
  let site: Everything;
  beforeAll(async () => {
    site = await everything();
  });
  afterAll(() => site?.stop());

  const routes = () => routesOf(site.app).filter(({ method }) => method === 'post');
  const forms: readonly unknown[] = [form, batchForm, worksheetForm, carriedForm];

  it('parses its body with one of the form parsers, except the upload of a file', () => {
    const parserless = routes().filter(
      ({ path }) => !handlersOf(site.app, path).some((one) => forms.includes(one)),
    );
    expect(parserless.map(({ path }) => path)).toEqual(['/resume/file']);
    expect(routes().length).toBeGreaterThan(20);
  });

  const bodies = [
    ['a form without fields', (address: string) => request(site.app).post(address).type('form').send('')],
    [
      'a form with unknown and repeated fields',
      (address: string) =>
        request(site.app).post(address).type('form').send('x=1&x=2&__proto__=3&action=4&action=5'),
    ],
    ['a multipart form', (address: string) => request(site.app).post(address).field('x', '1')],
    ['no body', (address: string) => request(site.app).post(address)],
    ['JSON', (address: string) => request(site.app).post(address).send({ action: 'save' })],
  ] as const;

  it.each(bodies)('answers %s without a 500', async (_what, send) => {
    for (const address of routes().map(addressOf)) {
      const { status } = await send(address);
      expect({ address, isFailure: status >= 500 }).toEqual({ address, isFailure: false });
    }
  });
});
