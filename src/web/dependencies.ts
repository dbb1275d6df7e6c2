import type { Logger } from 'pino';
import type { Secrets } from '../codec/signature.ts';
import type { Config } from '../config.ts';
import type { Content } from '../content/content.ts';
import type { Documents } from '../exports/documents.ts';
import type { Storage } from '../storage/storage.ts';
import type { Meter } from './http/meter.ts';
import type { RequestEntry } from './http/request-log.ts';

/** All that `createApp` needs from outside; the only thing that varies between the server and the tests. */
export interface Dependencies {
  readonly config: Config;
  readonly content: Content;
  /** Makes PDFs of this content. */
  readonly documents: Documents;
  readonly secrets: Secrets;
  readonly logger: Logger;
  /** Undefined: single requests are not logged. */
  readonly logRequest: ((entry: RequestEntry) => void) | undefined;
  readonly now: () => Date;
  /** An id for a new assessment that cannot be guessed from the others: six of 0-9a-z. */
  readonly newId: () => string;
  /** A key of 128 bits that nobody can guess, as 22 characters of base64url. */
  readonly newKey: () => string;
  /** Undefined: this site stores nothing on the server. */
  readonly storage: Storage | undefined;
  /** Undefined: nobody looks at figures. */
  readonly meter?: Meter | undefined;
}
