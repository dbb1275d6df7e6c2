/**
 * npm run fonts: makes the fonts of the pages, public/fonts/*.woff2, from the TTF files that the PDF uses, and prints the
 * numbers of their local fallbacks for public/css/site.css. Run it after a change of `characters` or of those packages.
 * Tests check the characters, the sizes, and that text is as wide in the fallbacks as in the fonts.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import subsetFont from 'subset-font';
import { loadContent } from '../src/content/load.ts';
import { characters } from './characters.ts';
import { renamed } from './renamed.ts';

interface Fallback {
  readonly name: string;
  /** The mean width of a character of `sampleText` in the local font, in ems. */
  readonly width: number;
}

interface WebFont {
  readonly name: string;
  readonly file: string;
  /** In ems. */
  readonly ascent: number;
  readonly descent: number;
  readonly fallbacks: readonly Fallback[];
}

const { resolve } = createRequire(import.meta.url);
const packages = '@expo-google-fonts';
const folder = 'public/fonts';
const sans = { ascent: 1.024, descent: 0.4 };

/**
 * The widths of the local fonts were measured once, with fonts of the same widths: Liberation Sans and Serif for Arial and
 * Times New Roman, Gelasio for Georgia. Roboto, the sans serif of Android, is as wide as Arial in its regular weight.
 */
const fonts: readonly WebFont[] = [
  {
    ...sans,
    name: 'source-sans-3-400',
    file: 'source-sans-3/400Regular/SourceSans3_400Regular.ttf',
    fallbacks: [{ name: 'Arial', width: 0.4425 }],
  },
  {
    ...sans,
    name: 'source-sans-3-600',
    file: 'source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
    fallbacks: [{ name: 'Arial Bold', width: 0.4761 }],
  },
  {
    ascent: 1.036,
    descent: 0.335,
    name: 'source-serif-4-600',
    file: 'source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
    fallbacks: [
      { name: 'Georgia Bold', width: 0.51 },
      { name: 'Times New Roman Bold', width: 0.4249 },
      { name: 'Noto Serif Bold, of Android', width: 0.5035 },
    ],
  },
];

/** Kerning, ligatures and forms of a language. Figures are of equal width without a feature. */
const keepFeatures = ['kern', 'liga', 'ccmp', 'locl'];
const sampleText = [...loadContent('data').guidance.values()].map(({ why }) => why).join(' ');
const measuring = new PDFDocument({ autoFirstPage: false }).fontSize(1);
const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

for (const { name, file, ascent, descent, fallbacks } of fonts) {
  const source = readFileSync(resolve(`${packages}/${file}`));
  const options = { noHinting: true, keepFeatures };
  const smaller = await subsetFont(source, characters, { ...options, targetFormat: 'truetype' });
  const made = await subsetFont(renamed(smaller), characters, { ...options, targetFormat: 'woff2' });
  writeFileSync(`${folder}/${name}.woff2`, made);
  process.stdout.write(`${folder}/${name}.woff2: ${made.length} bytes\n`);
  const width = measuring.font(source).widthOfString(sampleText) / sampleText.length;
  for (const local of fallbacks) {
    const adjust = width / local.width;
    process.stdout.write(
      `  ${local.name}: size-adjust: ${percent(adjust)}; ascent-override: ${percent(ascent / adjust)}; ` +
        `descent-override: ${percent(descent / adjust)}; line-gap-override: 0%\n`,
    );
  }
}
for (const family of ['source-sans-3', 'source-serif-4'])
  copyFileSync(resolve(`${packages}/${family}/LICENSE_FONT`), `${folder}/${family}-OFL.txt`);
