/** The view model of /copy: without a saved copy the offer to make one, with one its link for other devices. */
import type { TokenFault } from '../../codec/links/token.ts';
import type { Page } from '../render/page.ts';
import { qrCode } from '../render/qr-code.ts';
import type { Visit } from '../visitor/visit.ts';

export interface CopyPage {
  /** The link for other devices; empty without a saved copy. */
  readonly link: string;
  /** The token of an opened link that is yet to be confirmed; else empty. */
  readonly opening: string;
  readonly error: string;
  /** The link that was opened cannot be used, and why. */
  readonly fault?: TokenFault | undefined;
  /** Where the answers of a copy that does not count here can be downloaded; else empty. */
  readonly former: string;
}

/** The title of a page for a link that cannot be used. */
function faultTitle(fault: TokenFault): string {
  if (fault === 'empty') return 'Which saved copy?';
  return fault === 'cut-short' ? 'This link was cut short' : 'This link opens no saved copy';
}

export function copyView(
  { visitor, savedUntil, notices }: Visit,
  { link, opening, error, former, fault }: CopyPage,
) {
  return {
    layout: {
      title: fault ? faultTitle(fault) : opening ? 'Use this saved copy here?' : 'A saved copy on this site',
      description:
        'Keep a sealed copy of your answers on this site’s server, and use it from all your devices.',
      section: 'other',
      personal: true,
      indexed: false,
      styles: ['link'],
      scripts: ['copy'],
    },
    notices,
    savedUntil,
    errors: error ? [{ field: 'link', text: error }] : [],
    error,
    former,
    isFormer: former !== '' && error === '',
    opening,
    link,
    code: link ? qrCode(link) : undefined,
    hasOwn: visitor.assessments.length > 0,
  } satisfies Page & Record<string, unknown>;
}
