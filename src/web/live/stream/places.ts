/** Limits how many pages of live rooms one address may have connected, so that it cannot take the places of all others. */
import type { Request, Response } from 'express';
import { Problem } from '../../http/errors.ts';
import { subscriberOf } from '../../http/middleware/subscriber.ts';

/** A hall of 500 people behind one address, with some second pages, the screens, and pages whose end was not noticed yet. */
export const mostOfAddress = 800;
/** Seconds after which a refused page may try again. public/js/live.js looks at the page meanwhile. */
export const retryAfter = 10;

export class Places {
  readonly #taken = new Map<string, number>();

  /**
   * Takes a place for as long as the response is open. Call it before reading anything: otherwise many requests at the same
   * time would all be admitted before the first is counted.
   * @throws Problem when the address has all of its places
   */
  take(req: Request, res: Response): void {
    const subscriber = subscriberOf(req);
    const taken = this.#taken.get(subscriber) ?? 0;
    if (taken >= mostOfAddress) {
      res.set('Retry-After', String(retryAfter));
      throw new Problem(429, 'Too many pages of live rooms are connected from your address.');
    }
    if (res.closed) return;
    this.#taken.set(subscriber, taken + 1);
    res.once('close', () => this.#free(subscriber));
  }

  #free(subscriber: string): void {
    const taken = this.#taken.get(subscriber) ?? 0;
    if (taken > 1) this.#taken.set(subscriber, taken - 1);
    else this.#taken.delete(subscriber);
  }
}
