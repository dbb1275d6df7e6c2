/** The app for tests: real content and all middleware. Only the clock, the ids and the log are replaced. */
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { secretsFrom } from '../src/codec/signature.ts';
import { parseConfig } from '../src/config.ts';
import type { Content } from '../src/content/content.ts';
import { loadContent } from '../src/content/load.ts';
import { type Documents, openDocuments } from '../src/exports/documents.ts';
import type { Storage } from '../src/storage/storage.ts';
import { dayIn } from '../src/time-zone.ts';
import { createApp } from '../src/web/app.ts';
import type { Dependencies } from '../src/web/dependencies.ts';
import type { Meter } from '../src/web/http/meter.ts';

export const testSecret = 'a secret that is only for tests, 32+ characters';
export const testContent: Content = loadContent('data');
export const today = new Date('2026-11-21T12:00:00Z');

export interface TestOptions {
  readonly environment?: Record<string, string>;
  readonly content?: Content;
  readonly documents?: Documents;
  readonly secrets?: readonly string[];
  readonly now?: () => Date;
  readonly log?: (line: string) => void;
  readonly storage?: Storage;
  readonly meter?: Meter;
}

const opened = new WeakMap<Content, Documents>();

/** Shared by all tests that use the same content. Its thread stops soon after the last document. */
function documentsOf(content: Content): Documents {
  let documents = opened.get(content);
  if (!documents) {
    documents = openDocuments(content, { idle: 2_000 });
    opened.set(content, documents);
  }
  return documents;
}

export function testDependencies(options: TestOptions = {}): Dependencies {
  const log = options.log;
  const content = options.content ?? testContent;
  const config = parseConfig({ NODE_ENV: 'test', ...options.environment });
  const now = options.now ?? (() => today);
  let ids = 0;
  return {
    config,
    content,
    documents: options.documents ?? documentsOf(content),
    secrets: secretsFrom(options.secrets ?? [testSecret]),
    logger: pino(
      { level: log ? 'info' : 'silent', base: null, timestamp: () => `,"time":${today.getTime()}` },
      { write: (line: string) => log?.(line) },
    ),
    now,
    today: () => dayIn(config.timeZone, now()),
    newId: () => `id${++ids}`.padEnd(6, '0'),
    newKey: () => randomBytes(16).toString('base64url'),
    storage: options.storage,
    meter: options.meter,
  };
}

export function testApp(options: TestOptions = {}) {
  return createApp(testDependencies(options));
}
