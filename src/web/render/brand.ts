/** The name, logo, colour and contact of the organisation that runs the site, in place of the defaults. */
import { readFileSync, statSync } from 'node:fs';
import { type BrandSetting, ConfigError } from '../../config.ts';
import type { Assets } from './assets.ts';
import { contrast, lightened } from './colour.ts';

/** What views and documents show. */
export interface Brand {
  readonly name: string;
  /** The site has another name than the default. */
  readonly renamed: boolean;
  readonly contact: BrandSetting['contact'];
  /** The address of the logo; undefined for the default logo. */
  readonly logo: string | undefined;
  readonly icon: { readonly address: string; readonly type: string };
  /** The address of an extra style sheet; undefined when there is nothing to override. */
  readonly stylesheet: string | undefined;
}

export const ownName = 'Service Mirror';

/** WCAG 2.2, success criterion 1.4.3, for text of normal size. */
const leastContrast = 4.5;
/** The backgrounds of links in site.css, and the text colour of buttons. */
const light = { page: '#fbfaf7', 'a tinted box': '#f8f5ea', 'white, as of the text on a button': '#ffffff' };
const darkPage = '#171614';
const darkTint = '#211f1c';
/** Higher than WCAG requires, for easier reading in dark mode. */
const darkContrast = 6;

const mostBytes = 100_000;
const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Sent with the logo. An SVG may hold scripts and links to other hosts, which would run if it were opened by itself. */
const pictureOnly = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/**
 * Reads the logo, generates the style sheet, and adds both to the assets.
 * @throws ConfigError that lists every fault of the logo and the colour
 */
export function openBrand(
  setting: BrandSetting,
  assets: Assets,
  addressOf: (asset: string) => string,
): Brand {
  const faults: string[] = [];
  const logo = setting.logo === undefined ? undefined : readLogo(setting.logo, faults);
  const accent = setting.accent === undefined ? undefined : accentRule(setting.accent, faults);
  if (faults.length > 0) throw new ConfigError(faults);
  const logoName = logo && `brand/logo${logo.extension}`;
  if (logo && logoName) assets.add(logoName, logo.bytes, { 'Content-Security-Policy': pictureOnly });
  const rules = [accent, logo && logoRule, setting.name && footRule(setting.name)].filter((rule) => rule);
  if (rules.length > 0) assets.add('css/brand.css', Buffer.from(`${rules.join('\n')}\n`));
  const icon = logoName ?? 'icons/icon.svg';
  return {
    name: setting.name ?? ownName,
    renamed: setting.name !== undefined && setting.name !== ownName,
    contact: setting.contact,
    logo: logoName && addressOf(logoName),
    icon: { address: addressOf(icon), type: icon.endsWith('.png') ? 'image/png' : 'image/svg+xml' },
    stylesheet: rules.length > 0 ? addressOf('css/brand.css') : undefined,
  };
}

/** Prints the name at the foot of pages. Only the characters escaped here could end the CSS string or the style sheet. */
const footRule = (name: string) =>
  `@media print{@page{@bottom-left{content:"${name.replaceAll(/["\\<]/g, (mark) => `\\${mark.codePointAt(0)?.toString(16)} `)}"}}}`;
const logoRule = '.brand .logo{width:auto;height:2rem;max-width:40vw;object-fit:contain}';

function accentRule(accent: string, faults: string[]): string {
  for (const [ground, colour] of Object.entries(light)) {
    const ratio = contrast(accent, colour);
    if (ratio >= leastContrast) continue;
    // Rounded down, so that a ratio just below the limit is not shown as the limit.
    const shown = (Math.floor(100 * ratio) / 100).toFixed(2);
    faults.push(
      `BRAND_ACCENT: expected a contrast of at least ${leastContrast} to 1, so that links and buttons can be read; ` +
        `${accent} on ${ground} (${colour}) has ${shown} to 1. Choose a darker colour`,
    );
  }
  const dark = lightened(accent, darkTint, darkContrast);
  return `:root{--accent:light-dark(${accent},${dark});--on-accent:light-dark(#ffffff,${darkPage})}`;
}

function readLogo(file: string, faults: string[]): { bytes: Buffer; extension: '.png' | '.svg' } | undefined {
  const wrong = (what: string) => {
    faults.push(
      `BRAND_LOGO: expected an SVG or PNG file of at most ${mostBytes / 1000} kB; ${what}: ${file}`,
    );
    return undefined;
  };
  try {
    const { size } = statSync(file);
    if (size > mostBytes) return wrong(`this has ${Math.ceil(size / 1000)} kB`);
    const bytes = readFileSync(file);
    if (bytes.subarray(0, pngStart.length).equals(pngStart)) return { bytes, extension: '.png' };
    const text = bytes.toString('utf8').replace(/^\ufeff/, '');
    if (/^\s*</.test(text) && /<svg[\s>]/.test(text)) return { bytes, extension: '.svg' };
    return wrong('this is neither');
  } catch (error) {
    return wrong(
      `this cannot be read (${error instanceof Error && 'code' in error ? error.code : 'unknown'})`,
    );
  }
}
