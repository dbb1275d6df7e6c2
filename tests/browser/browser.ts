/**
 * The site on a free port, and visitors with real browsers. An error in the console, which includes violations of the
 * Content-Security-Policy, a script that throws, or a request to another host fails the test.
 */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Visitor } from '../../src/assessment/visitor.ts';
import { secretsFrom } from '../../src/codec/signature.ts';
import { encodeState } from '../../src/codec/state.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import { stateCookie } from '../../src/web/visitor/cookies.ts';
import { cookieValue } from '../cookies.ts';
import { type TestOptions, testApp, testContent, testSecret } from '../site.ts';
import { sharedChromium } from './chromium.ts';

/** What a visitor's browser showed and requested, in all tabs. */
interface Seen {
  /** The types of the dialogs the browser showed, in order. */
  readonly dialogs: string[];
  /** The visitor's answer to "Leave this page?". */
  onLeaving: 'leave' | 'stay';
  /** Method and address of the requests for pages, in order. */
  readonly requests: string[];
}

export interface Visit extends Seen {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Opens another tab of the same browser. */
  tab(): Promise<Page>;
}

export interface VisitOptions {
  /** The state from an earlier visit, or the value of the state cookie. */
  readonly keeps?: Visitor | string | undefined;
  /** Other cookies from an earlier visit, by name. */
  readonly cookies?: Readonly<Record<string, string>> | undefined;
  readonly javaScript?: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  /** A phone: a touch screen without a pointer that hovers. */
  readonly touch?: boolean;
  /** The statuses of 400 or more that are expected in this visit. */
  readonly expects?: readonly number[];
}

/** Called for each POST request before the site handles it. A test may delay it. */
export type Gate = (req: IncomingMessage) => Promise<void>;
const open: Gate = async () => undefined;

export interface SiteOptions extends TestOptions {
  /** The site has an empty database in memory. */
  readonly stores?: boolean;
}

export class SiteInBrowser {
  origin = '';
  gate: Gate = open;
  readonly #options: SiteOptions;
  #storage: Storage | undefined;
  readonly #faults: string[] = [];
  readonly #contexts: BrowserContext[] = [];
  #browser: Browser | undefined;
  #server: Server | undefined;

  constructor(options: SiteOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { stores, ...options } = this.#options;
    if (stores) this.#storage = await openStorage({ engine: 'sqlite', file: ':memory:' }, () => undefined);
    const storage = this.#storage;
    const withStorage = storage && {
      storage,
      environment: { DATABASE_URL: 'sqlite::memory:', BENCHMARK: 'on', ...options.environment },
    };
    const app = testApp({ ...options, ...withStorage, log: (line) => this.#read(line) });
    const server = createServer((req, res) => {
      if (req.method !== 'POST') app(req, res);
      else this.gate(req).then(() => app(req, res));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#browser = await sharedChromium();
  }

  async stop(): Promise<void> {
    await this.sendHome(0);
    this.#server?.closeAllConnections();
    this.#server?.close();
    await this.#storage?.close();
  }

  /** Closes the browsers of all visitors but the first `staying`. */
  async sendHome(staying: number): Promise<void> {
    const leaving = this.#contexts.splice(staying);
    await Promise.all(leaving.map((context) => context.close()));
  }

  get visitors(): number {
    return this.#contexts.length;
  }

  /** Returns the faults since the last call. */
  takeFaults(): string[] {
    return this.#faults.splice(0);
  }

  /** Opens a new browser on an empty page. */
  async visitor(options: VisitOptions = {}): Promise<Visit> {
    if (!this.#browser) throw new Error('the browser has not been started');
    const { keeps, width = 1280, height = 900 } = options;
    const context = await this.#browser.newContext({
      baseURL: this.origin,
      javaScriptEnabled: options.javaScript ?? true,
      viewport: { width, height },
      colorScheme: options.scheme ?? 'light',
      hasTouch: options.touch ?? false,
      isMobile: options.touch ?? false,
    });
    this.#contexts.push(context);
    context.setDefaultTimeout(10_000);
    if (keeps) {
      const value = typeof keeps === 'string' ? keeps : stateOf(keeps);
      await context.addCookies([{ name: stateCookie, value, url: this.origin, httpOnly: true }]);
    }
    for (const [name, value] of Object.entries(options.cookies ?? {}))
      await context.addCookies([{ name, value, url: this.origin, httpOnly: true }]);
    const seen: Seen = { dialogs: [], onLeaving: 'leave', requests: [] };
    context.on('page', (page) => this.#watch(page, seen, options.expects ?? []));
    return Object.assign(seen, { context, page: await context.newPage(), tab: () => context.newPage() });
  }

  /** Errors in the log of the site are faults, too. */
  #read(line: string): void {
    if (Number(/"level":(\d+)/.exec(line)?.[1]) >= 50) this.#faults.push(line);
  }

  #watch(page: Page, seen: Seen, expects: readonly number[]): void {
    page.on('console', (message) => {
      if (message.type() !== 'error' || expected(message.text(), expects)) return;
      this.#faults.push(`${message.location().url}: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.#faults.push(`${page.url()}: ${error.stack ?? error.message}`));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== this.origin)
        this.#faults.push(`${page.url()} asked another host: ${request.url()}`);
      if (request.isNavigationRequest())
        seen.requests.push(`${request.method()} ${request.url().slice(this.origin.length)}`);
    });
    page.on('dialog', async (dialog) => {
      seen.dialogs.push(dialog.type());
      await (seen.onLeaving === 'leave' ? dialog.accept() : dialog.dismiss());
    });
  }
}

/** Chromium writes an error to the console for a page with a status of 400 or more. */
function expected(text: string, statuses: readonly number[]): boolean {
  return statuses.some((status) => text.includes(`responded with a status of ${status} `));
}

/** Returns the value of the state cookie of this visitor. */
export function stateOf(visitor: Visitor, secret = testSecret): string {
  const { edition } = testContent.instrument;
  const text = encodeState(visitor, { current: edition, accepts: [] }, 'tests0000000');
  return cookieValue(text, secretsFrom([secret]));
}

/** Waits until a page shows something, for what happens after the browser has finished an action. */
export function soon<T>(look: () => T | Promise<T>) {
  return expect.poll(look, { timeout: 10_000 });
}

/**
 * Starts the site and a browser for the tests of a file, and watches its visitors. Visitors of one test leave after it;
 * those of a `beforeAll` stay.
 */
export function siteInBrowser(options: SiteOptions = {}): SiteInBrowser {
  const site = new SiteInBrowser(options);
  beforeAll(() => site.start());
  afterAll(() => site.stop());
  let staying = 0;
  beforeEach(() => {
    staying = site.visitors;
  });
  afterEach(async () => {
    site.gate = open;
    await site.sendHome(staying);
    expect(site.takeFaults(), 'console errors, CSP violations and requests to other hosts').toEqual([]);
  });
  return site;
}
