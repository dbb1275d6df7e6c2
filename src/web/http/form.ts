/** Posted forms: how they are read, and what is wrong with one. */
import express, { type RequestHandler } from 'express';
import type { z } from 'zod';
import { Problem } from './errors.ts';

interface FormLimits {
  readonly bytes: number;
  readonly fields: number;
}

const formType = 'application/x-www-form-urlencoded';

/** Parses a form into `req.body`, and refuses any other kind of body with 415. Without a body there are no fields. */
function formOf({ bytes, fields }: FormLimits): RequestHandler {
  const parse = express.urlencoded({
    extended: false,
    inflate: false,
    limit: bytes,
    parameterLimit: fields,
    type: formType,
  });
  return (req, res, next) => {
    parse(req, res, (error?: unknown) => {
      if (error) return next(error);
      if (req.body === undefined && req.headers['content-type'] !== undefined && !req.is(formType))
        return next(new Problem(415, 'Only forms are taken here.'));
      req.body ??= {};
      next();
    });
  };
}

/** The largest of the usual forms has two names of 60 characters. */
export const form = formOf({ bytes: 8 * 1024, fields: 20 });
/**
 * Worksheets. What a cookie holds is at most 9 kB as a form; longer texts still have to come back to the page, so that they
 * can be shortened. 20 moments of truth have 101 fields.
 */
export const worksheetForm = formOf({ bytes: 64 * 1024, fields: 120 });
/** A link may hold three full cookies, pasted with a whole mail around it. Merging decides on single questions. */
export const carriedForm = formOf({ bytes: 128 * 1024, fields: 3_000 });

/** A fault of a form: shown at the field and in the summary at the top, which links to it. */
export interface FieldError {
  readonly field: string;
  readonly text: string;
}

/** The first error of each field. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  const errors = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const field = String(path[0] ?? '');
    if (!errors.has(field)) errors.set(field, message);
  }
  return [...errors].map(([field, text]) => ({ field, text }));
}
