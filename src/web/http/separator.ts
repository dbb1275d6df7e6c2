import type { Request } from 'express';
import { z } from 'zod';
import type { Separator } from '../../exports/csv.ts';

const query = z.object({ separator: z.enum(['comma', 'semicolon']).catch('comma') });

/** Returns the separator of `?separator`, for CSV; a comma for any other value. */
export function separatorOf(req: Request): Separator {
  return query.parse(req.query).separator;
}
