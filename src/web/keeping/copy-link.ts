/** The link to a saved copy: the copy's key as a signed token, and why a link cannot be used. */
import { z } from 'zod';
import { copyKeyShape } from '../../codec/database/copy.ts';
import { decodeToken, encodeToken, type TokenFault, tokenIn } from '../../codec/links/token.ts';
import { linkFaultTitle } from '../render/wording.ts';
import type { Site } from '../site.ts';

/** Why a link opens no copy: the link itself, or the copy, which is no longer there or cannot be read. */
export type CopyFault = TokenFault | 'gone' | 'unreadable';

type KeyRead = { readonly key: string } | { readonly reason: TokenFault };

const keyInLink = z.object({ k: z.string().regex(copyKeyShape) });

/** @param pasted the whole link or its token, also as mail programs change it */
export function copyKeyIn(pasted: string, { deps, editions }: Pick<Site, 'deps' | 'editions'>): KeyRead {
  const token = decodeToken('c', tokenIn(pasted), editions, deps.secrets);
  if (!token.ok) return token;
  const parsed = keyInLink.safeParse(token.json);
  return parsed.success ? { key: parsed.data.k } : { reason: 'damaged' };
}

/** Also reads the key of a link of an edition that does not count here. */
export function anyCopyKeyIn(
  pasted: string,
  { deps, editions }: Pick<Site, 'deps' | 'editions'>,
): string | undefined {
  return keyInLink.safeParse(decodeToken('c', tokenIn(pasted), editions, deps.secrets).json).data?.k;
}

/** Returns the address of a copy's link on this site. */
export function copyAddress(key: string, { deps, editions }: Pick<Site, 'deps' | 'editions'>): string {
  return `/copy/open?link=${encodeToken('c', { k: key }, editions, deps.secrets)}`;
}

/** The title of a page for a link that cannot be used. */
export function faultTitle(fault: CopyFault): string {
  if (fault === 'empty') return 'Which saved copy?';
  const none = 'This link opens no saved copy';
  return fault === 'gone' || fault === 'unreadable' ? none : linkFaultTitle(fault, none);
}

const otherLink =
  'That is another link of this site, not one to a saved copy. Open it by itself, in the address line of your browser.';

export function faultText(fault: CopyFault): string {
  const texts: Record<CopyFault, string> = {
    empty: 'Paste the link from your other device.',
    'no-link': 'That is not a link of this site. Copy all of the link from your other device.',
    'cut-short': 'That link was cut short. Copy all of it, to its last letter.',
    altered: 'That link was changed on its way. Copy it once more from your other device.',
    'unknown-secret': 'That link was made by another site, or before this one’s secret was changed.',
    'is-resume': otherLink,
    'is-report': otherLink,
    'is-team': otherLink,
    'is-room': otherLink,
    'other-format': 'That link was made by another version of this site.',
    'other-edition':
      'That saved copy belongs to another edition of the questions, with other sentences and another scale, so its answers do not count here.',
    'is-copy': 'That link cannot be read. Copy it once more from your other device.',
    damaged: 'That link cannot be read. Copy it once more from your other device.',
    gone: 'That saved copy is no longer on the server.',
    unreadable: 'That saved copy is damaged and cannot be read.',
  };
  return texts[fault];
}
