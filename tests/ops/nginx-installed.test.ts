/**
 * The site behind nginx as its Debian package installs it, which accepts 4 kB of response headers and 8 kB of a request header.
 * A visitor who fills everything gets words where there is no room, never a page of nginx's.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { momentTexts } from '../../src/assessment/moments.ts';
import { roomInRequest } from '../../src/web/visitor/cookie-room.ts';
import { instrument } from '../web/state.ts';
import { Nginx, nginxAsInstalled, Replica } from './running.ts';

interface Answer {
  readonly status: number;
  readonly location: string;
  readonly body: string;
}

/** A browser that measures each response and each Cookie header. */
class Measuring {
  readonly cookies = new Map<string, string>();
  readonly #address: string;
  largestResponse = 0;
  largestRequest = 0;

  constructor(address: string) {
    this.#address = address;
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async ask(path: string, fields?: Record<string, string>): Promise<Answer> {
    const answer = await this.#once(path, fields);
    expect({ path, nginx: /<center>nginx/.test(answer.body) }).toEqual({ path, nginx: false });
    expect(answer.status).toBeLessThan(500);
    expect(this.largestResponse).toBeLessThan(4_096);
    expect(this.largestRequest).toBeLessThan(roomInRequest);
    return answer.status === 307 ? this.ask(answer.location, fields) : answer;
  }

  #once(path: string, fields?: Record<string, string>): Promise<Answer> {
    const { cookie } = this;
    this.largestRequest = Math.max(this.largestRequest, cookie.length);
    const body = fields && new URLSearchParams(fields).toString();
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#address}${path}`, {
        method: fields ? 'POST' : 'GET',
        headers: {
          ...(cookie ? { Cookie: cookie } : {}),
          ...(body === undefined
            ? {}
            : {
                'Content-Type': 'application/x-www-form-urlencoded',
                'Content-Length': Buffer.byteLength(body),
              }),
          'Sec-Fetch-Site': 'same-origin',
        },
      });
      sent.on('error', reject);
      sent.on('response', (response) => {
        const { rawHeaders, headers, statusCode = 0, statusMessage = '' } = response;
        const size = rawHeaders.reduce((sum, text) => sum + text.length + 2, statusMessage.length + 17);
        this.largestResponse = Math.max(this.largestResponse, size);
        for (const set of headers['set-cookie'] ?? []) this.#receive(set);
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: statusCode,
            location: String(headers.location ?? ''),
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      sent.end(body);
    });
  }

  #receive(set: string): void {
    const [pair = '', ...attributes] = set.split('; ');
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals);
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(equals + 1));
  }
}

const hidden = ({ body }: Answer, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';

describe.runIf(nginxAsInstalled)('behind nginx as installed (skipped without nginx)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mirror-installed-'));
  let replica: Replica;
  let nginx: Nginx;
  let visitor: Measuring;
  beforeAll(async () => {
    replica = await Replica.started({ DATABASE_URL: `sqlite:${join(folder, 'mirror.db')}` });
    nginx = await Nginx.asInstalled(replica);
  }, 60_000);
  afterAll(async () => {
    await nginx?.stop();
    await replica?.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    visitor = new Measuring(nginx.address);
  });

  const answerAll = async () => {
    for (const [i, { id }] of instrument.questions.entries())
      await visitor.ask(`/questions/${id}/answer`, { me: `${i % 4}`, us: `${i % 3}`, action: 'continue' });
  };

  /** Saves as much as is accepted, halving what is refused. Returns the number of letters saved. */
  const saveMost = async (
    path: string,
    seenOn: string,
    fieldsOf: (letters: number) => Record<string, string>,
  ) => {
    for (let letters = 6_000; letters > 10; letters = Math.floor(letters * 0.9)) {
      const seen = hidden(await visitor.ask(seenOn), 'seen');
      const answer = await visitor.ask(path, { ...fieldsOf(letters), seen, action: 'save' });
      if (answer.status === 303) return letters;
      expect(answer.status).toBe(422);
      expect(answer.body).toMatch(/characters? more than|at most 2,000|2,000 are the most/);
    }
    return 0;
  };

  const contract = (letters: number) => ({
    'goal-1-text': 'Ring back',
    less: 'x'.repeat(Math.floor(letters / 4)),
    record: 'y'.repeat(Math.floor(letters / 4)),
    support: 'z'.repeat(Math.floor(letters / 4)),
    momentum: 'w'.repeat(Math.floor(letters / 4)),
  });
  const worksheet = (letters: number) =>
    Object.fromEntries(
      ['1', '2', '3'].flatMap((row) =>
        momentTexts.map((text) => [
          `moment-${row}-${text}`,
          'm'.repeat(Math.ceil(letters / (3 * momentTexts.length))),
        ]),
      ),
    );

  const forgets = async () => {
    const answer = await visitor.ask('/forget', {});
    expect(answer.status).toBe(303);
    expect([...visitor.cookies.keys()]).toEqual([]);
    expect((await visitor.ask(answer.location)).body).toContain('Everything is removed');
  };

  it('serves a visitor who fills the contract, the moments, the answers and a saved copy, and forgets them', async () => {
    await answerAll();
    expect(await saveMost('/plan/save', '/plan', contract)).toBeGreaterThan(1_800);
    expect(await saveMost('/moments/save', '/moments', worksheet)).toBeGreaterThan(700);
    expect((await visitor.ask('/copy', {})).status).toBeLessThan(423);
    await answerAll();
    for (const page of ['/', '/report', '/questions', '/plan', '/moments', '/copy', '/forget', '/resume'])
      expect((await visitor.ask(page)).status).toBe(200);
    await forgets();
  }, 120_000);

  it('serves a visitor who starts assessments until there is no room, and then fills the others', async () => {
    let started = 0;
    for (; started < 40; started++) {
      const fields = { level: 'group', name: 'Ä'.repeat(60), person: 'Ruth', route: 'all', way: 'one' };
      const { status, body } = await visitor.ask('/start/new', fields);
      if (status !== 303) {
        expect(body).toContain('There is no room for this');
        break;
      }
      await visitor.ask('/questions/1.1/answer', { me: '1', us: '1', action: 'continue' });
    }
    expect(started).toBeGreaterThan(4);
    expect(await saveMost('/plan/save', '/plan', contract)).toBeGreaterThan(1_500);
    await saveMost('/moments/save', '/moments', worksheet);
    const copied = await visitor.ask('/copy', {});
    expect(copied.status === 303 || /no room left/.test(copied.body)).toBe(true);
    await visitor.ask('/questions/1.2/answer', { me: '1', us: '1', action: 'continue' });
    await forgets();
  }, 60_000);

  it('brings a full browser to another one by link, in two steps', async () => {
    await answerAll();
    await saveMost('/plan/save', '/plan', contract);
    await saveMost('/moments/save', '/moments', worksheet);
    const file = (await visitor.ask('/resume')).body;
    const link = /resume\/open\?link=([^"&]+)/.exec(file)?.[1] ?? '';
    const before = new Map(visitor.cookies);
    visitor = new Measuring(nginx.address);
    let page = await visitor.ask('/resume/link', { link });
    let steps = 0;
    for (; page.status === 200 && steps < 4; steps++) {
      const fields = {
        link: hidden(page, 'link'),
        seen: hidden(page, 'seen'),
        from: hidden(page, 'from'),
        how: 'replace',
      };
      page = await visitor.ask('/resume/open', fields);
    }
    expect({ status: page.status, steps }).toEqual({ status: 303, steps: 2 });
    for (const name of ['mirror_plan', 'mirror_moments'])
      expect(visitor.cookies.get(name)?.length).toBe(before.get(name)?.length);
  }, 60_000);

  it('gives a second device all of a full saved copy, page by page', async () => {
    await answerAll();
    expect((await visitor.ask('/copy', {})).status).toBe(303);
    await saveMost('/plan/save', '/plan', contract);
    await saveMost('/moments/save', '/moments', worksheet);
    const link = /copy\/open\?link=([^"&]+)/.exec((await visitor.ask('/copy')).body)?.[1] ?? '';
    const before = new Map(visitor.cookies);
    visitor = new Measuring(nginx.address);
    expect((await visitor.ask('/copy/open', { link, mine: 'replace' })).status).toBe(303);
    for (let i = 0; i < 4; i++) await visitor.ask('/questions');
    for (const name of ['mirror_plan', 'mirror_moments'])
      expect(visitor.cookies.get(name)?.length).toBe(before.get(name)?.length);
    await forgets();
  }, 60_000);

  it('forgets a browser with more cookies than one response can remove', async () => {
    for (let i = 0; i < 90; i++) visitor.cookies.set(`mirror_${i}`, 'x'.repeat(50));
    await forgets();
  });
});
