/** The server as a process, started as `npm start` does. */
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cookieLimit } from '../src/web/visitor/cookie-room.ts';
import { asideCookies, recentName, stateCookie } from '../src/web/visitor/cookies.ts';
import { smallFolder } from './content/small.ts';
import { oldNode } from './old-node.ts';
import { emptyFolder, start } from './running.ts';
import { instrument } from './web/state.ts';

const secret = 'only for the test of the server: long enough';
const patience = 20_000;

describe('npm start', { timeout: patience }, () => {
  it('prints its address, and serves the site, /health and /ready there', async () => {
    const address = await start().address();
    expect(address).toMatch(/^http:\/\/localhost:[1-9]\d*\/$/);
    const home = await fetch(address);
    expect(home.status).toBe(200);
    expect(await home.text()).toContain('Service Mirror');
    for (const path of ['health', 'ready']) {
      const response = await fetch(`${address}${path}`);
      expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
    }
  });

  it('prints its address with the path of BASE_URL, and serves the site under it', async () => {
    const address = await start({ BASE_URL: 'https://intranet.example/mirror/' }).address();
    expect(address).toMatch(/:\d+\/mirror\/$/);
    expect((await fetch(address)).status).toBe(200);
  });

  it('listens on HOST, and prints an address that can be opened', async () => {
    for (const [HOST, shown] of [
      ['127.0.0.1', '127.0.0.1'],
      ['::1', '[::1]'],
    ] as const) {
      const address = await start({ HOST }).address();
      expect(new URL(address).hostname).toBe(shown);
      expect((await fetch(address)).status).toBe(200);
    }
  });

  it('runs in production with a secret', async () => {
    const running = start({ NODE_ENV: 'production', COOKIE_SECRETS: secret });
    expect((await fetch(`${await running.address()}questions`)).status).toBe(200);
  });

  it('serves the content of CONTENT_DIR', async () => {
    const address = await start({ CONTENT_DIR: smallFolder() }).address();
    expect(await (await fetch(`${address}questions/12.1`)).text()).toContain('Question 1 of 12');
  });
});

describe('the metrics', { timeout: patience }, () => {
  it('are served on METRICS_PORT and not on PORT', async () => {
    const running = start({ METRICS_PORT: '0' });
    const address = await running.address();
    let figures: string | undefined;
    while (!figures) {
      figures = /Metrics are at (\S+)/.exec(running.out)?.[1];
      await later(20);
    }
    expect(new URL(figures)).toMatchObject({ hostname: '127.0.0.1', pathname: '/metrics' });
    await fetch(`${address}questions/1.1`);
    const text = await (await fetch(figures)).text();
    expect(text).toContain('mirror_http_requests_total{method="GET",route="/questions/:id",status="2xx"} 1');
    expect((await fetch(`${address}metrics`)).status).toBe(404);
    expect(await running.stop()).toMatchObject({ code: 0, errors: '' });
  });

  it('are not served when METRICS_PORT is not set', async () => {
    const running = start();
    await running.address();
    expect((await running.stop()).out).not.toContain('Metrics');
  });

  it('end the start with a message when METRICS_PORT is in use', async () => {
    const other = createServer();
    await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
    onTestFinished(() => void other.close());
    const port = String((other.address() as AddressInfo).port);
    const { code, errors } = await start({ METRICS_PORT: port }).ended;
    expect(code).toBe(1);
    expect(errors).toContain(`127.0.0.1:${port}: it is in use already. Set METRICS_PORT to another port.`);
  });
});

describe('a start with an invalid brand', { timeout: patience }, () => {
  it('ends with a message that lists the faults', async () => {
    const { code, errors } = await start({ BRAND_ACCENT: '#ffcc00', BRAND_LOGO: 'none.svg' }).ended;
    expect(code).toBe(1);
    expect(errors).toMatch(/BRAND_ACCENT: expected a contrast of at least 4\.5 to 1, .* has 1\.\d\d to 1/);
    expect(errors).toContain('BRAND_LOGO: expected an SVG or PNG file');
    expect(errors).not.toMatch(/\bat .*:\d+:\d+/);
  });
});

describe('a browser with every cookie at its largest size', { timeout: patience }, () => {
  it('is served', async () => {
    const address = await start().address();
    const full = [stateCookie, ...asideCookies].map(
      (name) => `${name}=${'x'.repeat(cookieLimit - name.length - 1)}`,
    );
    const recent = instrument.questions
      .slice(0, 8)
      .map(({ id }) => `${recentName('1', id)}=${'x'.repeat(60)}`);
    const headers = { cookie: [...full, ...recent].join('; '), 'user-agent': 'x'.repeat(700) };
    expect((await fetch(`${address}start`, { headers })).status).toBe(200);
  });
});

describe('the generated cookie secret', { timeout: patience }, () => {
  it('stops the start with a sentence, not a stack, when its file cannot be read', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'var/cookie-secret'), { recursive: true });
    const { code, errors } = await start({}, folder).ended;
    expect(code).toBe(1);
    expect(errors).toMatch(
      /^Cannot use the file var\/cookie-secret \(.+\)\. It may belong to another user: /,
    );
    expect(errors).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it('is stored readable by its owner only, and answers survive a restart', async () => {
    const folder = emptyFolder();
    const first = start({}, folder);
    const saved = await fetch(`${await first.address()}questions/1.1/answer`, {
      method: 'POST',
      body: new URLSearchParams({ me: '3', us: '2' }),
      redirect: 'manual',
    });
    const cookie = saved.headers
      .getSetCookie()
      .map((header) => header.split(';')[0])
      .join('; ');
    await first.stop();

    const kept = join(folder, 'var/cookie-secret');
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    expect(readFileSync(kept, 'utf8').trim().length).toBeGreaterThanOrEqual(32);

    const second = start({}, folder);
    const page = await (await fetch(`${await second.address()}questions`, { headers: { cookie } })).text();
    expect(page).toMatch(/1\.1, key: me <\/u><b>3<\/b><u>, us <\/u><i>2</);
    expect(page).not.toContain('cannot be used');
  });

  it('is not generated when COOKIE_SECRETS is set', async () => {
    const folder = emptyFolder();
    await start({ COOKIE_SECRETS: secret }, folder).address();
    expect(existsSync(join(folder, 'var'))).toBe(false);
  });
});

describe('stopping the server', { timeout: patience }, () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('with %s exits with code 0 and prints no error', async (signal) => {
    const running = start();
    await running.address();
    expect(await running.stop(signal)).toMatchObject({ code: 0, errors: '' });
  });

  it('does not wait for idle connections', async () => {
    const running = start();
    const address = await running.address();
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    await new Promise((done) => get(address, { agent }, (response) => response.resume().on('end', done)));
    const asked = performance.now();
    expect((await running.stop()).code).toBe(0);
    expect(performance.now() - asked).toBeLessThan(5000);
  });

  it('writes all lines of the log', async () => {
    const running = start();
    await fetch(`${await running.address()}method`);
    const { out } = await running.stop();
    const lines = out.split('\n').filter((line) => line.startsWith('{'));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { method: 'GET', path: '/method', status: 200 },
    ]);
  });

  it('logs nothing with LOG_LEVEL=silent', async () => {
    const running = start({ LOG_LEVEL: 'silent' });
    await fetch(`${await running.address()}method`);
    expect((await running.stop()).out).not.toContain('{');
  });
});

describe('a start with wrong settings', { timeout: patience }, () => {
  it('lists all faults of the environment, with code 1 and without a stack', async () => {
    const { code, errors } = await start({
      NODE_ENV: 'production',
      PORT: 'http',
      BASE_URL: 'intranet',
      LOG_LEVEL: 'loud',
    }).ended;
    expect(code).toBe(1);
    expect(errors).toContain('The environment has faults:');
    for (const name of ['PORT', 'BASE_URL', 'LOG_LEVEL', 'COOKIE_SECRETS'])
      expect(errors).toContain(`\n  ${name}: `);
    expect(errors).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it('does not print a secret', async () => {
    const { errors } = await start({ COOKIE_SECRETS: 'hush-hush' }).ended;
    expect(errors).toContain('COOKIE_SECRETS');
    expect(errors).not.toContain('hush');
  });

  it('ends in production when COOKIE_SECRETS has no secret', async () => {
    const { code, errors } = await start({ NODE_ENV: 'production', COOKIE_SECRETS: ' , ' }).ended;
    expect(code).toBe(1);
    expect(errors).toContain('COOKIE_SECRETS: required');
  });

  it('ends with a message when TRUST_PROXY is not an address', async () => {
    const { code, errors } = await start({ TRUST_PROXY: '10.0.0.0/64' }).ended;
    expect(code).toBe(1);
    expect(errors).toContain('TRUST_PROXY: expected');
    expect(errors).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it('lists all faults of the content', async () => {
    const folder = smallFolder({ 'competencies/CARE.md': undefined, 'lenses/level/warm.md': 'nothing' });
    const { code, errors } = await start({ CONTENT_DIR: folder }).ended;
    expect(code).toBe(1);
    expect(errors).toBe(
      `The content in ${folder} has 2 faults:\n` +
        '  competencies/CARE.md: expected this file; it does not exist\n' +
        '  lenses/level/warm.md: expected front matter between two lines of ---\n',
    );
  });

  it('ends with a message when PORT is in use', async () => {
    const other = createServer();
    await new Promise<void>((ready) => other.listen(0, ready));
    onTestFinished(() => void other.close());
    const port = String((other.address() as AddressInfo).port);
    const { code, errors } = await start({ PORT: port }).ended;
    expect(code).toBe(1);
    expect(errors).toBe(`Cannot listen on port ${port}: it is in use already. Set PORT to another port.\n`);
  });

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '[::1]'],
  ])('names the host as well when HOST is set: %s', async (HOST, shown) => {
    const other = createServer();
    await new Promise<void>((ready) => other.listen(0, HOST, ready));
    onTestFinished(() => void other.close());
    const PORT = String((other.address() as AddressInfo).port);
    const { code, errors } = await start({ HOST, PORT }).ended;
    expect(code).toBe(1);
    expect(errors).toBe(
      `Cannot listen on ${shown}:${PORT}: it is in use already. Set PORT to another port.\n`,
    );
  });

  it('ends with a message when it cannot listen on HOST', async () => {
    const { code, errors } = await start({ HOST: 'no-such-host.invalid' }).ended;
    expect(code).toBe(1);
    expect(errors).toMatch(/^Cannot listen on no-such-host\.invalid:\d+ \(.*\)\. Check HOST and PORT\.\n$/);
    expect(errors).not.toMatch(/\bat .*:\d+:\d+/);
  });
});

describe('a start with an old Node.js', () => {
  it.skipIf(!oldNode)('gets an error message (skipped without a Node.js before 24)', async () => {
    const { code, errors, out } = await start({}, emptyFolder(), oldNode).ended;
    expect(code).toBe(1);
    expect(errors).toMatch(/^Service Mirror needs Node\.js 24 or newer; this is v\d+\./);
    expect(errors).not.toMatch(/\bat .*:\d+:\d+/);
    expect(out).toBe('');
  });
});
