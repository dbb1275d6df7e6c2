import type { z } from 'zod';

/** A fault of a form: shown at the field and in the summary at the top, which links to it. */
export interface FieldError {
  readonly field: string;
  readonly text: string;
}

/** One error a field, the first. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  const errors = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const field = String(path[0] ?? '');
    if (!errors.has(field)) errors.set(field, message);
  }
  return [...errors].map(([field, text]) => ({ field, text }));
}
