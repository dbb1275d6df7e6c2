/** What /resume shows: what the browser holds, a link and a QR code that carry it, and the fields to bring it back. */

import { type Extent, extents, type Holdings, isEmptyHoldings, partOf } from '../../assessment/holdings.ts';
import { isEmptyMoments } from '../../assessment/moments.ts';
import { isEmptyPlan } from '../../assessment/plan.ts';
import { currentAssessment } from '../../assessment/visitor.ts';
import type { Content } from '../../content/content.ts';
import { isolated } from '../../direction.ts';
import type { FieldError } from '../http/form.ts';
import type { Page } from '../render/page.ts';
import { codeLimit, qrCode } from '../render/qr-code.ts';
import { listed } from '../render/wording.ts';
import { heldUntil, holdingsView } from '../visitor/holdings-view.ts';
import { groupName, type Visit } from '../visitor/visit.ts';
import type { Fault } from './resume-faults.ts';

/** The longest link in characters. Proxies refuse longer request lines: nginx takes 8 kB. */
const linkLimit = 7_000;

/** A link or file that could not be opened. */
export interface Tried {
  readonly field: 'link' | 'file';
  /** The link as it was entered; empty for a file. */
  readonly entered: string;
  readonly fault: Fault;
}

/** A link that fits, and how much of the holdings it carries. */
interface Carrier {
  readonly extent: Extent;
  readonly address: string;
}

/** Returns the link that carries the most within a limit in characters; undefined when none fits. */
function fullestWithin(
  limit: number,
  holdings: Holdings,
  addressOf: (holdings: Holdings) => string,
): Carrier | undefined {
  for (const extent of extents) {
    const part = partOf(holdings, extent);
    if (isEmptyHoldings(part)) break;
    const address = addressOf(part);
    if (address.length <= limit) return { extent, address };
  }
  return undefined;
}

/** Returns what a link of this extent leaves out: "your contract for change and your moments of truth"; may be empty. */
function leftOut(content: Content, { visitor, plan, moments }: Holdings, extent: Extent): string {
  const without = (from: Extent) => extents.indexOf(extent) >= extents.indexOf(from);
  const others = visitor.assessments.filter((assessment) => assessment !== currentAssessment(visitor));
  const names = [
    without('assessments') && !isEmptyPlan(plan) ? ['your contract for change'] : [],
    without('assessments') && !isEmptyMoments(moments) ? ['your moments of truth'] : [],
    without('answers') && visitor.assessments.some(({ snapshots }) => snapshots.length > 0)
      ? ['your snapshots']
      : [],
    without('current') ? others.map((assessment) => `“${isolated(groupName(content, assessment))}”`) : [],
  ].flat();
  return listed(names);
}

const hint = (names: string, sentence: (names: string) => string) => (names ? sentence(names) : '');

/** @param addressOf returns the whole address of a link with these holdings */
export function resumeView(
  content: Content,
  { notices, savedUntil }: Pick<Visit, 'notices' | 'savedUntil'>,
  holdings: Holdings,
  addressOf: (holdings: Holdings) => string,
  tried?: Tried,
) {
  const link = fullestWithin(linkLimit, holdings, addressOf);
  const code = fullestWithin(codeLimit, holdings, addressOf);
  const errors: FieldError[] = tried ? [{ field: tried.field, text: tried.fault.fault }] : [];
  const at = (field: Tried['field']) => (tried?.field === field ? tried.fault : undefined);
  return {
    layout: {
      title: tried?.fault.title ?? 'Carry on elsewhere',
      description: 'Take your answers to another device, or keep them in a file.',
      section: 'resume',
      styles: ['fields', 'resume', 'link'],
      scripts: ['copy'],
      personal: true,
      indexed: false,
    },
    notices,
    savedUntil: heldUntil(savedUntil, holdings),
    errors,
    errorTitle: 'This could not be opened',
    held: isEmptyHoldings(holdings) ? undefined : holdingsView(content, holdings),
    link: link && {
      address: link.address,
      hint: hint(
        leftOut(content, holdings, link.extent),
        (names) => `Too long to hold everything: it leaves out ${names}. A file holds all of it.`,
      ),
    },
    code: code && {
      ...qrCode(code.address),
      caption: `Or point your phone’s camera at this code. ${hint(
        leftOut(content, holdings, code.extent),
        (names) =>
          `With everything in it, it would be too fine for a camera, so it leaves out ${names}. Use the link or a file for those.`,
      )}`.trim(),
    },
    fault: { link: at('link'), file: at('file') },
    entered: tried?.entered ?? '',
  } satisfies Page & Record<string, unknown>;
}
