/**
 * Parser of a posted file. It uses the platform's multipart parser (`Response.formData`), because the only upload is a small
 * text file, for which a streaming parser gains nothing.
 */
import express, { type RequestHandler } from 'express';

/** Bytes that the multipart form around the file may take. */
const frameBytes = 16 * 1024;

export type Upload =
  | { readonly ok: true; readonly text: string }
  /** 'missing' also stands for a body that is not a form with a file. */
  | { readonly ok: false; readonly reason: 'missing' | 'too-large' };

declare module 'express-serve-static-core' {
  interface Locals {
    upload?: Upload;
  }
}

/**
 * Reads the file in a field of the form, as UTF-8 text, into `res.locals.upload`.
 * @param limit bytes of the file
 */
export function upload(field: string, limit: number): RequestHandler {
  const read = express.raw({ type: () => true, limit: limit + frameBytes, inflate: false });
  return (req, res, next) => {
    read(req, res, (error?: { readonly type?: string }) => {
      if (error && error.type !== 'entity.too.large') return next(error);
      if (error) {
        res.locals.upload = { ok: false, reason: 'too-large' };
        return next();
      }
      uploadIn(req.body, req.headers['content-type'], field, limit).then((file) => {
        res.locals.upload = file;
        next();
      }, next);
    });
  };
}

async function uploadIn(
  body: unknown,
  type: string | undefined,
  field: string,
  limit: number,
): Promise<Upload> {
  const bytes = Buffer.isBuffer(body) ? Buffer.from(body) : Buffer.alloc(0);
  const headers = { 'Content-Type': type ?? '' };
  const form = await new globalThis.Response(bytes, { headers }).formData().catch(() => undefined);
  const file = form?.get(field);
  if (!(file instanceof File) || (file.name === '' && file.size === 0))
    return { ok: false, reason: 'missing' };
  return file.size > limit ? { ok: false, reason: 'too-large' } : { ok: true, text: await file.text() };
}
