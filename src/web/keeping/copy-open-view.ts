/** View models of /copy/open: both sides and the ways to choose from, or why the link opens no copy. */
import { type Holdings, isEmptyHoldings } from '../../assessment/holdings.ts';
import type { Content } from '../../content/content.ts';
import type { FieldError } from '../http/form.ts';
import type { Page } from '../render/page.ts';
import { dateText } from '../render/wording.ts';
import { heldUntil, holdingsView } from '../visitor/holdings-view.ts';
import type { Visit } from '../visitor/visit.ts';
import { type CopyFault, faultText, faultTitle } from './copy-link.ts';
import { copyLayout } from './copy-view.ts';

export interface FoundCopy {
  /** The link without what mail programs add, which the form posts back. */
  readonly token: string;
  readonly holdings: Holdings;
  /** In days since 1 January 1970, as is `changedOn`. */
  readonly createdOn: number;
  readonly changedOn: number;
}

export interface OpenChoice {
  /** The browser uses this copy already. */
  readonly isThis: boolean;
  /** The browser keeps another saved copy. */
  readonly hasOther: boolean;
  /** The browser keeps a copy already, so "a copy of my own" adds what the link's copy holds to that one. */
  readonly isAdded: boolean;
  /** What was chosen; undefined at first, because nothing is preselected. */
  readonly mine: string | undefined;
  readonly errors: readonly FieldError[];
}

export function copyOpenView(
  content: Content,
  { notices, savedUntil }: Visit,
  here: Holdings,
  { token, holdings, createdOn, changedOn }: FoundCopy,
  { isThis, hasOther, isAdded, mine, errors }: OpenChoice,
) {
  return {
    layout: {
      ...copyLayout,
      title: isThis ? 'This browser uses this saved copy' : 'Use this saved copy here?',
      styles: ['fields', 'resume'],
    },
    notices,
    savedUntil: heldUntil(savedUntil, here),
    errors,
    errorTitle: 'Nothing was changed yet',
    error: errors[0]?.text ?? '',
    token,
    copy: holdingsView(content, holdings),
    since: dateText(createdOn),
    changed: dateText(changedOn),
    here: isEmptyHoldings(here) ? undefined : holdingsView(content, here),
    isThis,
    hasOther,
    isAdded,
    mine,
  } satisfies Page & Record<string, unknown>;
}

/**
 * @param link as it was pasted
 * @param former where the answers of a copy that does not count here can be downloaded; else empty
 */
export function copyFaultView(
  { notices, savedUntil }: Visit,
  fault: CopyFault,
  link: string,
  former: string,
) {
  const text = faultText(fault);
  return {
    layout: { ...copyLayout, title: faultTitle(fault) },
    notices,
    savedUntil,
    errors: [{ field: 'link', text }],
    errorTitle: 'The saved copy was not opened',
    error: text,
    link,
    former,
  } satisfies Page & Record<string, unknown>;
}
