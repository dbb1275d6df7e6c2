import type { Logger } from 'pino';
import type { Secrets } from '../codec/signature.ts';
import type { Config } from '../config.ts';
import type { Content } from '../content/content.ts';
import type { Documents } from '../exports/documents.ts';
import type { Storage } from '../storage/storage.ts';
import type { Meter } from './http/meter.ts';

/** Everything that `createApp` needs from outside. The server and the tests differ only in these. */
export interface Dependencies {
  readonly config: Config;
  readonly content: Content;
  /** Renders PDFs in worker threads. */
  readonly documents: Documents;
  readonly secrets: Secrets;
  readonly logger: Logger;
  readonly now: () => Date;
  /** The day of now in TIME_ZONE, in days since 1 January 1970. */
  readonly today: () => number;
  /** A random id for a new assessment: six characters of 0-9a-z. */
  readonly newId: () => string;
  /** A random key of 128 bits, as 22 characters of base64url. */
  readonly newKey: () => string;
  /** Undefined when the site stores nothing on the server. */
  readonly storage: Storage | undefined;
  /** Undefined when metrics are off. */
  readonly meter?: Meter | undefined;
}
