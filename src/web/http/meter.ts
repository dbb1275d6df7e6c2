/** What the site counts for its operator. Nothing here is about one visitor: no address, no name, no typed path. */
import type { Request, Response } from 'express';

export interface Meter {
  /**
   * @param route as routeOf returns it
   * @param seconds until the response was handed to the network
   */
  readonly request: (method: string, route: string, status: number, seconds: number) => void;
  readonly answerSaved: () => void;
}

/**
 * The pattern of the route, such as `/questions/:id`, and never the address itself, of which there are as many as people
 * type. `file` for the files of public/, `none` when no route matched.
 */
export function routeOf(req: Request, { statusCode }: Response): string {
  if (req.route?.path !== undefined) return String(req.route.path);
  return statusCode < 400 ? 'file' : 'none';
}
