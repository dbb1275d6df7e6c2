/** Makes shared reports without the site. */

import type { Answers } from '../../../src/assessment/answers.ts';
import { encodeShared, type SharedReport } from '../../../src/codec/links/share.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { dayOf } from '../../days.ts';
import { testSecret, today } from '../../site.ts';
import { firstLevel, instrument, type Signing } from '../state.ts';

/** Returns the token that a link has in its query. */
export function sharedToken(
  answers: Answers,
  given: Partial<SharedReport> = {},
  { secret = testSecret, edition = instrument.edition }: Signing = {},
): string {
  const report = { person: '', group: '', level: firstLevel, answeredOn: dayOf(today), answers, ...given };
  return encodeShared(report, { current: edition, accepts: [] }, secretsFrom([secret]));
}

/** Changes one character of the token's content. */
export function altered(token: string): string {
  const at = 60;
  return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
}

/** Ways in which mail programs, filters and people change a link that can still be read. */
export const debris: readonly [what: string, change: (link: string) => string][] = [
  ['spaces around it', (link) => `  ${link}\n`],
  ['angle brackets', (link) => `<${link}>`],
  ['a full stop after it', (link) => `${link}.`],
  ['a line break in it', (link) => `${link.slice(0, 76)}\r\n${link.slice(76)}`],
  ['the soft line break of quoted-printable', (link) => `${link.slice(0, 75)}=\r\n${link.slice(75)}`],
  ['an equals sign in quoted-printable', (link) => link.replace('with=', 'with=3D')],
  ['percent signs for its dots', (link) => link.replaceAll('.', '%2E')],
  ['a tracking parameter', (link) => `${link}&utm_source=mail#top`],
  [
    'a mail filter’s own link around it',
    (link) => `https://filter.example/?url=${encodeURIComponent(link)}&data=5`,
  ],
  ['a whole message around it', (link) => `Hello! Here it is: ${link} Cheers, Anna`],
  ['only its token left', (link) => link.slice(link.indexOf('with=') + 5)],
];
