/** What the site counts for its operator. Nothing here is about one visitor: no address, no name, no typed path. */
import type { Incoming, Outgoing } from './http.ts';

export interface Meter {
  /**
   * @param route as routeOf gives it
   * @param seconds until the response was handed over to the network
   */
  readonly request: (method: string, route: string, status: number, seconds: number) => void;
  readonly answerSaved: () => void;
}

/**
 * The pattern that an address was found by, such as `/questions/:id`: never the address itself, of which there are as many as
 * people type. `file` for what public/ holds, `none` for what no page answered.
 */
export function routeOf(
  req: Incoming & { route?: { path?: unknown } },
  { locals, statusCode }: Outgoing,
): string {
  const path = locals.route ?? req.route?.path;
  if (path !== undefined) return String(path);
  return statusCode < 400 ? 'file' : 'none';
}
