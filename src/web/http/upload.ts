import type { Request } from 'express';

/** The one address that takes a file; `formBody` leaves its body alone. */
export const fileAddress = '/resume/file';

/** What the form's frame around the file may take. */
const frameBytes = 16 * 1024;
/** Who sends more than this is cut off. Up to here a file of the wrong kind still gets its answer in words. */
const mostRead = 64 * 1024 * 1024;

export type PostedFile =
  | { readonly ok: true; readonly text: string }
  /** Missing is also a body that is no form with a file. */
  | { readonly ok: false; readonly reason: 'missing' | 'too-large' };

/**
 * The text of the file that a form was posted with, as UTF-8. Read by the platform's own parser, and only when there is
 * not too much of it.
 * @param limit bytes
 */
export async function postedFile(req: Request, field: string, limit: number): Promise<PostedFile> {
  const body = await readUpTo(req, limit + frameBytes);
  if (!body) return { ok: false, reason: 'too-large' };
  const headers = { 'Content-Type': req.headers['content-type'] ?? '' };
  const form = await new globalThis.Response(body, { headers }).formData().catch(() => undefined);
  const file = form?.get(field);
  if (!(file instanceof File) || (file.name === '' && file.size === 0))
    return { ok: false, reason: 'missing' };
  return file.size > limit ? { ok: false, reason: 'too-large' } : { ok: true, text: await file.text() };
}

/**
 * Undefined when there is more. That is read to its end all the same, without keeping it: a browser that is still sending
 * would not see the answer. A request cut off half-way has nobody left to answer.
 */
function readUpTo(req: Request, most: number): Promise<Buffer<ArrayBuffer> | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else if (size > mostRead) req.destroy();
      else chunks.length = 0;
    });
    req.on('end', () => resolve(size > most ? undefined : Buffer.concat(chunks)));
    req.on('error', () => undefined);
  });
}
