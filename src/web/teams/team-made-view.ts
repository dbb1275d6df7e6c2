import { step } from '../../assessment/team/disclosure.ts';
import type { Page } from '../render/page.ts';
import { qrCode } from '../render/qr-code.ts';
import { teamLayout } from './teams-view.ts';

/**
 * The view model of a team that was just made.
 * @param links addresses; empty for a link that has been replaced since
 */
export function teamMadeView(
  {
    name,
    groups,
    expected,
  }: { readonly name: string; readonly groups: readonly string[]; readonly expected: number },
  links: { readonly join: string; readonly results: string },
  threshold: number,
  keyCount: number,
) {
  return {
    layout: teamLayout('Your team is made', 'The two links of a team, shown once.', ['copy']),
    name,
    groups,
    expected,
    ...links,
    code: links.join ? qrCode(links.join) : undefined,
    words: [
      `How well do we serve our customers? I would like us to find out what we think, each for ourselves first, and then to talk about it: “${name}”.`,
      `It takes about ten minutes: ${keyCount} statements, each rated twice, once for yourself and once for us. You get a report of your own that nobody else sees.`,
      `Nobody sees who answered what, and neither do I. I see averages, once all ${expected} of us have answered or I say so, and never of fewer than ${threshold}. You can leave at any time, and your answers are erased.`,
      links.join,
    ].join('\n\n'),
    threshold,
    step,
  } satisfies Page & Record<string, unknown>;
}
