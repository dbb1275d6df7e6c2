/** The view model of /copy: without a saved copy the offer to make one, with one its link for other devices. */
import type { FieldError } from '../http/form.ts';
import type { Page } from '../render/page.ts';
import { qrCode } from '../render/qr-code.ts';
import type { Visit } from '../visitor/visit.ts';

export const formerFile = '/copy/former.json';

export interface CopyPage {
  /** The link for other devices; empty without a saved copy. */
  readonly link: string;
  /** The copy is of an edition that does not count here. */
  readonly isFormer: boolean;
  /** The browser has just gone on with a copy of its own. */
  readonly isNew: boolean;
  readonly error: FieldError | undefined;
  /** After how many days without a change the copy is removed. */
  readonly retentionDays: number;
}

const renewed =
  'This browser now keeps a copy of its own, under a new link. Whoever has only the old link neither reads nor changes it.';

export const copyLayout = {
  title: 'A saved copy on this site',
  description: 'Keep a sealed copy of your answers on this site’s server, and use it from all your devices.',
  section: 'other' as const,
  personal: true,
  indexed: false,
};

export function copyView(
  { savedUntil, notices }: Visit,
  { link, isFormer, isNew, error, retentionDays }: CopyPage,
) {
  return {
    layout: { ...copyLayout, styles: ['link'], scripts: ['copy'] },
    notices: isNew && link ? [...notices, renewed] : notices,
    savedUntil,
    errors: error ? [error] : [],
    former: isFormer ? formerFile : '',
    link,
    retentionDays,
    code: link ? qrCode(link) : undefined,
  } satisfies Page & Record<string, unknown>;
}
