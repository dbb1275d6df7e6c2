/**
 * Finds a Chromium and starts it: CHROMIUM_PATH, else the one inside the npm package @sparticuz/chromium, so that
 * `npm ci && npm test` needs nothing else, else the system's. The package has only what runs without a window, and opens a page
 * three times as fast as Debian's Chromium. BROWSER=system goes straight to the last.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Else letters are as wide as whole pixels, which they are not on today's screens.
  '--font-render-hinting=none',
];
const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const packageFolder = join(import.meta.dirname, '../../node_modules/@sparticuz/chromium');

let launched: Promise<Browser> | undefined;

/** Returns the browser of this process. It is started once, and ends with the process. */
export function sharedChromium(): Promise<Browser> {
  launched ??= launchChromium();
  return launched;
}

/** @throws Error with the error of each browser that was tried */
async function launchChromium(): Promise<Browser> {
  const { CHROMIUM_PATH, BROWSER } = process.env;
  if (CHROMIUM_PATH) return launch(CHROMIUM_PATH);
  const failures: string[] = [];
  if (BROWSER !== 'system')
    try {
      return await launchPackage();
    } catch (error) {
      failures.push(`@sparticuz/chromium: ${error}`);
    }
  // The file may exist and not work: on Ubuntu it is a stub that asks to install a snap.
  for (const path of systemPaths.filter(existsSync))
    try {
      return await launch(path);
    } catch (error) {
      failures.push(`${path}: ${error}`);
    }
  throw new Error(`No Chromium starts here; set CHROMIUM_PATH.\n${failures.join('\n')}`);
}

async function launchPackage(): Promise<Browser> {
  const folder = await unpackedPackage();
  return launch(join(folder, 'chromium'), {
    LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
  });
}

function launch(executablePath: string, env: Record<string, string> = {}): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: flags,
    env: { ...process.env, ...env },
    // Playwright switches the back/forward cache off by default.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
}

/** The folder with the package's browser, unpacked once for each version of the package. */
async function unpackedPackage(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'));
  const folder = join(tmpdir(), `service-mirror-chromium-${version}`);
  if (existsSync(folder)) return folder;
  const { default: packaged, inflate } = await import('@sparticuz/chromium');
  const making = await mkdtemp(`${folder}-`);
  const before = process.env.TMPDIR;
  // The package always unpacks into the folder for temporary files.
  process.env.TMPDIR = making;
  try {
    await packaged.executablePath();
    await inflate(join(packageFolder, 'bin/al2023.tar.br'));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  await writeFile(
    join(making, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>` +
      `<include ignore_missing="yes">/etc/fonts/fonts.conf</include>` +
      `<dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>\n`,
  );
  // Another process may have unpacked it at the same time.
  await rename(making, folder).catch(() => rm(making, { recursive: true }));
  return folder;
}
