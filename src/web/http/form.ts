/** Parsers of posted forms, and the errors of their fields. */
import express, { type RequestHandler } from 'express';
import type { z } from 'zod';
import { Problem } from './errors.ts';
import { seeOther } from './finish.ts';

interface FormLimits {
  readonly bytes: number;
  readonly fields: number;
}

const formType = 'application/x-www-form-urlencoded';

/** Parses a form into `req.body`; an absent body becomes a form without fields. Refuses other content types with 415. */
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

/**
 * Answers a GET of an address that only takes a form: leads to the page with the form. Forms do not post to the address of
 * their own page, because a browser then replaces the page with its error message when the network fails, and Back no longer
 * brings back what was typed. Reloading that message, or restoring its tab, is a GET.
 * @param page the address of the page
 */
export function leadTo(page: string): RequestHandler {
  return (_req, res) => seeOther(res, page);
}

/** For most forms. The largest has two names of 60 characters. */
export const form = formOf({ bytes: 8 * 1024, fields: 20 });
/** For a page with several questions, of which an instrument may have many. Each has two short fields. */
export const batchForm = formOf({ bytes: 16 * 1024, fields: 500 });
/**
 * For worksheets. The text that fits a cookie is at most 9 kB as a form. Longer texts are accepted so that the page can show
 * them again to be shortened. 20 moments of truth have 123 fields.
 */
export const worksheetForm = formOf({ bytes: 64 * 1024, fields: 130 });
/** For /resume. A link may hold three full cookies and be pasted with an e-mail around it; merging has fields for each question. */
export const carriedForm = formOf({ bytes: 128 * 1024, fields: 3_000 });

/** An error of a field. The page shows it at the field and in the error summary, which links to the field. */
export interface FieldError {
  readonly field: string;
  readonly text: string;
}

/** Returns the first error of each field. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  const errors = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const field = String(path[0] ?? '');
    if (!errors.has(field)) errors.set(field, message);
  }
  return [...errors].map(([field, text]) => ({ field, text }));
}
