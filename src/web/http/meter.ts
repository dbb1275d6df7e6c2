/** What the site counts for its operator. Nothing identifies a visitor: no IP address, no name, no path as it was typed. */
import type { Request, Response } from 'express';

export interface Meter {
  /**
   * @param route as routeOf returns it
   * @param seconds until the response was handed to the operating system
   */
  readonly request: (method: string, route: string, status: number, seconds: number) => void;
  readonly answerSaved: () => void;
  /** A stream of events has opened (1) or closed (-1). */
  readonly stream: (change: 1 | -1) => void;
}

/**
 * Returns the pattern of the route, such as `/questions/:id`; `file` for the files of public/; `none` when no route matched.
 * Never the path itself, because the number of different paths is unlimited.
 */
export function routeOf(req: Request, { statusCode }: Response): string {
  if (req.route?.path !== undefined) return String(req.route.path);
  return statusCode < 400 ? 'file' : 'none';
}
