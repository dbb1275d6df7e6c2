/** The app for tests: real content and all middleware. Only the clock, the ids and the log are replaced. */
import { randomBytes } from 'node:crypto';
import { serialize } from 'node:v8';
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

/** Shared by all tests that use the same content: starting a thread takes as long as several documents. */
function documentsOf(content: Content): Documents {
  let documents = opened.get(content);
  if (!documents) {
    // A thread for the site's own content serves until the last test; content of one test is used for a few documents.
    documents = madeOnce(openDocuments(content, { idle: content === testContent ? 600_000 : 2_000 }));
    opened.set(content, documents);
  }
  return documents;
}

/**
 * Makes each document once: many tests ask for the report of the same answers. The bytes depend on nothing but the input,
 * which is compared as it is sent to the thread (tests/exports/documents.test.ts).
 */
function madeOnce(documents: Documents): Documents {
  const made = new Map<string, Buffer>();
  const once =
    <Input>(name: string, make: (input: Input, signal: AbortSignal) => Promise<Buffer>) =>
    async (input: Input, signal: AbortSignal) => {
      const key = name + serialize(input).toString('latin1');
      const bytes = made.get(key) ?? (await make(input, signal));
      made.set(key, bytes);
      return Buffer.from(bytes);
    };
  return {
    reportPdf: once('report', documents.reportPdf),
    summaryPdf: once('summary', documents.summaryPdf),
    teamPdf: once('team', documents.teamPdf),
    livePdf: once('live', documents.livePdf),
    close: documents.close,
  };
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
