/** The name, logo, colour and contact of the organisation that runs the site. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigError } from '../../../src/config.ts';
import type { Guidance } from '../../../src/content/content.ts';
import { Assets } from '../../../src/web/render/assets.ts';
import { openBrand } from '../../../src/web/render/brand.ts';
import { contrast, lightened } from '../../../src/web/render/colour.ts';
import { readPdf } from '../../exports/pdf/pdf-reading.ts';
import { testApp, testContent } from '../../site.ts';
import { Browser } from '../browser.ts';
import { htmlFaults, Page } from '../dom.ts';
import { request } from '../request.ts';
import { answersTo, firstQuestion, jarWithAnswers, keyQuestions } from '../state.ts';

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><script>alert(1)</script><rect width="4" height="1"/></svg>';
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function fileOf(name: string, content: string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'mirror-brand-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const wild = 'Mü & "S" </i> \\';
const branded = (environment: Record<string, string>) => testApp({ environment });

function faultOf(environment: Record<string, string>): string {
  try {
    branded(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

/** Requests a page. Returns it parsed and as HTML. */
async function pageOf(browser: Browser, address: string) {
  const { text: html } = await browser.get(address);
  return Object.assign(new Page(html), { html });
}

describe('without a brand', () => {
  it('the site has the default name and no extra style sheet', async () => {
    const page = await pageOf(new Browser(testApp()), '/');
    expect(page.text('header .brand')).toBe('Service Mirror');
    expect(page.html).not.toContain('brand.');
    expect(page.text('footer')).not.toContain('made with');
    expect(page.text('footer')).not.toContain('Contact');
  });
});

describe('BRAND_NAME', () => {
  it.each(['Our Mirror', wild])('is in the title, the header, the foot and the report: %s', async (name) => {
    const app = branded({ BRAND_NAME: name });
    const browser = new Browser(app, jarWithAnswers(answersTo(keyQuestions)));
    for (const address of ['/', '/questions', `/questions/${firstQuestion.id}`, '/report', '/nowhere']) {
      const page = await pageOf(browser, address);
      expect(page.text('title')).toContain(` – ${name}`);
      expect(page.text('header .brand')).toBe(name);
      expect(page.text('footer')).toContain(`${name}, made with Service Mirror.`);
      // Titles may be longer with a long name.
      const faults = await htmlFaults(page.html);
      expect(faults.filter((fault) => !fault.startsWith('long-title'))).toEqual([]);
    }
    expect((await pageOf(browser, '/report/all')).text('main .where')).toContain(name);
  });

  it('is in the title, on the cover and at the foot of the PDF', async () => {
    const { body } = await request(branded({ BRAND_NAME: 'Our Mirror' }))
      .get('/sample.pdf')
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
    const { info, text } = await readPdf(body as Buffer);
    expect(info.Title).toMatch(/: Our Mirror report$/);
    expect(text).toContain('Our Mirror · self-assessment report');
    expect(text).not.toContain('Service Mirror');
  });

  it('is at the foot of printed pages, with any characters', () => {
    const { css } = sheetOf({ BRAND_NAME: wild });
    expect(css).toContain('@bottom-left{content:"Mü & \\22 S\\22  \\3c /i> \\5c "}');
  });
});

/** Returns the generated style sheet. */
function sheetOf(environment: Record<string, string>) {
  const assets = new Assets('public');
  const { BRAND_NAME: name, BRAND_LOGO: logo, BRAND_ACCENT: accent } = environment;
  const brand = openBrand(
    { name, logo, accent, contact: undefined },
    assets,
    (asset) => `/assets/${assets.named(asset).address}`,
  );
  const address = brand.stylesheet?.replace('/assets/', '') ?? '';
  return { brand, css: assets.at(address)?.bytes('identity').toString() ?? '' };
}

describe('BRAND_ACCENT', () => {
  it('is sent in a style sheet after site.css, with a hash in its address', async () => {
    const app = branded({ BRAND_ACCENT: '#7A1FA2' });
    const page = await pageOf(new Browser(app), '/');
    const sheets = page.attributes('link[rel="stylesheet"]', 'href');
    expect(sheets.at(-1)).toMatch(/^\/assets\/css\/brand\.[0-9a-f]{8}\.css$/);
    const { text, headers } = await request(app).get(sheets.at(-1) ?? '');
    expect(text).toContain('--accent:light-dark(#7a1fa2,#');
    expect(headers['content-type']).toContain('text/css');
    expect(headers['cache-control']).toContain('immutable');
    expect(text.length).toBeLessThan(400);
  });

  it.each(['#ffcc00', '#00aaff', '#888888'])(
    'ends the start with the contrast when %s has too little',
    (colour) => {
      const fault = faultOf({ BRAND_ACCENT: colour });
      expect(fault).toMatch(/BRAND_ACCENT: expected a contrast of at least 4\.5 to 1/);
      expect(fault).toContain(`${contrast(colour, '#fbfaf7').toFixed(1).slice(0, 2)}`);
      expect(fault).toContain('Choose a darker colour');
    },
  );

  it('is measured as WCAG defines contrast', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#ffffff', '#777777')).toBe(contrast('#777777', '#ffffff'));
  });

  it('is either refused or readable in light and dark mode, for any colour', () => {
    const colours = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
    let taken = 0;
    fc.assert(
      fc.property(colours, (accent) => {
        const grounds = ['#fbfaf7', '#f8f5ea', '#ffffff'];
        const readable = grounds.every((ground) => contrast(accent, ground) >= 4.5);
        let css = '';
        try {
          css = sheetOf({ BRAND_ACCENT: accent }).css;
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
        expect(css !== '').toBe(readable);
        if (!readable) return;
        taken++;
        const [, dark = '', onDark = ''] =
          /--accent:light-dark\(#[0-9a-f]{6},(#[0-9a-f]{6})\);--on-accent:light-dark\(#ffffff,(#[0-9a-f]{6})\)/.exec(
            css,
          ) ?? [];
        for (const ground of ['#171614', '#211f1c', onDark])
          expect(contrast(dark, ground)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 150 },
    );
    expect(taken).toBeGreaterThan(10);
  });

  it('is unchanged in dark mode when it is readable there', () => {
    expect(lightened('#6fc3d6', '#171614', 6)).toBe('#6fc3d6');
  });
});

describe('BRAND_LOGO', () => {
  it.each([
    ['logo.svg', svg, 'image/svg+xml'],
    ['logo.png', png, 'image/png'],
  ])('is shown beside the name and in the tab: %s', async (file, content, type) => {
    const app = branded({ BRAND_LOGO: fileOf(file, content) });
    const page = await pageOf(new Browser(app), '/');
    expect(page.text('header .brand')).toBe('Service Mirror');
    const [logo = ''] = page.attributes('header .brand img', 'src');
    expect(page.attributes('link[rel="icon"]', 'href')).toEqual([logo]);
    expect(page.attributes('header .brand img', 'alt')).toEqual(['']);
    expect(await htmlFaults(page.html)).toEqual([]);
    const { status, headers } = await request(app).get(logo);
    expect(status).toBe(200);
    expect(headers['content-type']).toContain(type);
    expect(headers['cache-control']).toContain('immutable');
    expect(headers['content-security-policy']).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox");
  });

  it.each([
    ['is not there', () => join(tmpdir(), 'no such logo.svg'), 'cannot be read (ENOENT)'],
    ['is larger than 100 kB', () => fileOf('logo.svg', svg + ' '.repeat(100_000)), 'this has 101 kB'],
    ['is neither SVG nor PNG', () => fileOf('logo.svg', 'GIF89a'), 'this is neither'],
    ['is a folder', () => tmpdir(), 'cannot be read (EISDIR)'],
  ])('stops the start when it %s', (_what, file, expected) => {
    expect(faultOf({ BRAND_LOGO: file() })).toContain(expected);
  });

  it('may have exactly 100 kB', async () => {
    const app = branded({ BRAND_LOGO: fileOf('logo.svg', svg.padEnd(100_000, ' ')) });
    const [logo = ''] = (await pageOf(new Browser(app), '/')).attributes('header .brand img', 'src');
    expect((await request(app).get(logo)).status).toBe(200);
  });

  it('is reported together with an invalid BRAND_ACCENT', () => {
    const fault = faultOf({ BRAND_LOGO: '/no/such/logo.svg', BRAND_ACCENT: '#ffffff' });
    expect(fault).toContain('BRAND_LOGO: ');
    expect(fault).toContain('BRAND_ACCENT: ');
  });
});

describe('CONTACT', () => {
  it.each([
    ['help@example.org', 'mailto:help@example.org', 'help@example.org'],
    ['https://intranet.example/help', 'https://intranet.example/help', 'intranet.example/help'],
  ])('%s is shown in the foot, on /privacy and on the 500 page', async (CONTACT, href, text) => {
    const browser = new Browser(branded({ CONTACT }));
    const home = await pageOf(browser, '/');
    expect(home.attributes('footer a', 'href')).toContain(href);
    const privacy = await pageOf(browser, '/privacy');
    expect(privacy.text('article')).toContain(`You can reach them at ${text}.`);
    expect(await htmlFaults(privacy.html)).toEqual([]);
    const broken = {
      sources: [],
      inShort: '',
      get why(): string {
        throw new Error('this guidance is broken');
      },
    } as unknown as Guidance;
    const content = { ...testContent, guidance: new Map(testContent.guidance).set(firstQuestion.id, broken) };
    const failing = new Browser(testApp({ content, environment: { CONTACT } }));
    const failure = await pageOf(failing, `/questions/${firstQuestion.id}`);
    expect(failure.text('main')).toContain(`tell those who run this site (${text}), with this number`);
    expect(failure.attributes('main a', 'href')).toContain(href);
  });
});
