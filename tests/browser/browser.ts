/**
 * The real site on a free port and visitors in a real browser. Security is on, and every visitor is watched: an error in
 * the console (a violation of the Content-Security-Policy is one), a script that fails, or a request to any other host
 * fails the test.
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
import { launchChromium } from './chromium.ts';

/** What the browser showed and asked for, in all tabs of a visitor. */
interface Seen {
  /** The types of the dialogs the browser showed, in order. */
  readonly dialogs: string[];
  /** How the visitor answers "Leave this page?". */
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
  /** What the visitor's browser keeps from an earlier visit, or a cookie's value as it is. */
  readonly keeps?: Visitor | string | undefined;
  /** Other cookies it keeps, by name: the contract, the moments of truth. */
  readonly cookies?: Readonly<Record<string, string>> | undefined;
  readonly javaScript?: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  /** Statuses from 400 on that this visit may meet. */
  readonly expects?: readonly number[];
}

/** What happens to a post before the site sees it: nothing, or a test lets it wait. */
export type Gate = (req: IncomingMessage) => Promise<void>;
const open: Gate = async () => undefined;

export interface SiteOptions extends TestOptions {
  /** The site has a database, empty and in memory, and all that needs one. */
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
    this.#browser = await launchChromium();
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    this.#server?.closeAllConnections();
    this.#server?.close();
    await this.#storage?.close();
  }

  /** Sends home the visitors who came after the first `staying`. */
  async sendHome(staying: number): Promise<void> {
    const leaving = this.#contexts.splice(staying);
    await Promise.all(leaving.map((context) => context.close()));
  }

  get visitors(): number {
    return this.#contexts.length;
  }

  /** What went wrong since the last time this was asked. */
  takeFaults(): string[] {
    return this.#faults.splice(0);
  }

  /** A visitor with a browser of their own, at an empty page. */
  async visitor(options: VisitOptions = {}): Promise<Visit> {
    if (!this.#browser) throw new Error('the browser has not been started');
    const { keeps, width = 1280, height = 900 } = options;
    const context = await this.#browser.newContext({
      baseURL: this.origin,
      javaScriptEnabled: options.javaScript ?? true,
      viewport: { width, height },
      colorScheme: options.scheme ?? 'light',
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

  /** A failure of the site is a fault, too, and its log says why. */
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

/** Chromium writes an error to the console for a page with such a status. */
function expected(text: string, statuses: readonly number[]): boolean {
  return statuses.some((status) => text.includes(`responded with a status of ${status} `));
}

/** The value of the cookie that keeps this visitor. */
export function stateOf(visitor: Visitor, secret = testSecret): string {
  const { edition } = testContent.instrument;
  return cookieValue(encodeState(visitor, { current: edition, accepts: [] }), secretsFrom([secret]));
}

/** What a page comes to show, soon: for what happens after the browser has done what it was asked. */
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
