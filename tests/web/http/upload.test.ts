import express from 'express';
import { describe, expect, it } from 'vitest';
import { upload } from '../../../src/web/http/upload.ts';
import { request } from '../request.ts';

const limit = 100;
const app = express();
app.post('/', upload('file', limit), (_req, res) => void res.json(res.locals.upload));

const send = (bytes: string | Buffer, filename = 'answers.txt') =>
  request(app).post('/').attach('file', Buffer.from(bytes), { filename });

describe('upload', () => {
  it('returns the text of a file as large as the limit', async () => {
    expect((await send('x'.repeat(limit))).body).toEqual({ ok: true, text: 'x'.repeat(limit) });
  });

  it("returns 'too-large' for a file of one byte more than the limit", async () => {
    expect((await send('x'.repeat(limit + 1))).body).toEqual({ ok: false, reason: 'too-large' });
  });

  it("returns 'too-large' for a body that is far larger than the limit", async () => {
    expect((await send('x'.repeat(limit + 20 * 1024))).body).toEqual({ ok: false, reason: 'too-large' });
  });

  it('reads the file beside 15 kB of other fields', async () => {
    const sent = send('text').field('other', 'x'.repeat(15 * 1024));
    expect((await sent).body).toEqual({ ok: true, text: 'text' });
  });

  it('reads bytes that are not UTF-8 with replacement characters', async () => {
    expect((await send(Buffer.from([0x61, 0xff]))).body).toEqual({ ok: true, text: 'a\ufffd' });
  });

  it('reads an empty file that has a name', async () => {
    expect((await send('')).body).toEqual({ ok: true, text: '' });
  });

  it('refuses a compressed body with 415', async () => {
    const sent = send('text').set('Content-Encoding', 'gzip');
    expect((await sent).status).toBe(415);
  });

  it("returns 'missing' when no file was chosen", async () => {
    const empty = '--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--x--\r\n';
    const { body } = await request(app).post('/').type('multipart/form-data; boundary=x').send(empty);
    expect(body).toEqual({ ok: false, reason: 'missing' });
  });

  it("returns 'missing' when the field holds text, or the body is no multipart form", async () => {
    const missing = { ok: false, reason: 'missing' };
    expect((await request(app).post('/').field('file', 'text')).body).toEqual(missing);
    expect((await request(app).post('/').attach('other', Buffer.from('x'), 'x.txt')).body).toEqual(missing);
    expect((await request(app).post('/').type('form').send('file=x')).body).toEqual(missing);
    expect((await request(app).post('/')).body).toEqual(missing);
  });
});
