/** What /resume shows: what this browser holds, the link and the code that carry it, the fields to bring it back. */
import { type Extent, extents, type Holdings, isEmptyHoldings, partOf } from '../../assessment/holdings.ts';
import { isEmptyMoments } from '../../assessment/moments.ts';
import { isEmptyPlan } from '../../assessment/plan.ts';
import { currentAssessment } from '../../assessment/visitor.ts';
import type { Content } from '../../content/content.ts';
import type { FieldError } from '../http/form.ts';
import type { Page } from '../render/page.ts';
import { codeLimit, qrCode } from '../render/qr-code.ts';
import { listed } from '../render/wording.ts';
import { heldUntil, holdingsView } from '../visitor/holdings-view.ts';
import { groupName, type Visit } from '../visitor/visit.ts';
import type { Fault } from './resume-faults.ts';

/** Of the whole link, in characters: what goes past this many proxies refuse (nginx takes 8 kB a line). */
const linkLimit = 7_000;

/** What was tried to be opened and why it was not. */
export interface Tried {
  readonly field: 'link' | 'file';
  /** The link as it was entered; empty for a file. */
  readonly entered: string;
  readonly fault: Fault;
}

/** The fullest link within a limit, and what it lacks. */
interface Carrier {
  readonly extent: Extent;
  readonly address: string;
}

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

/** "your contract for change and your moments of truth": what is there to be left out, and is. */
function leftOut(content: Content, { visitor, plan, moments }: Holdings, extent: Extent): string {
  const place = extents.indexOf(extent);
  const without = (from: Extent) => place >= extents.indexOf(from);
  const others = visitor.assessments.filter((assessment) => assessment !== currentAssessment(visitor));
  const names = [
    without('assessments') && !isEmptyPlan(plan) ? ['your contract for change'] : [],
    without('assessments') && !isEmptyMoments(moments) ? ['your moments of truth'] : [],
    without('answers') && visitor.assessments.some(({ snapshots }) => snapshots.length > 0)
      ? ['your snapshots']
      : [],
    without('current') ? others.map((assessment) => `“${groupName(content, assessment)}”`) : [],
  ].flat();
  return listed(names);
}

const without = (names: string, sentence: (names: string) => string) => (names ? sentence(names) : '');

/** @param addressOf the whole address of a link that holds this */
export function resumeView(
  content: Content,
  { notices, savedUntil }: Visit,
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
      title: 'Carry on elsewhere',
      description: 'Take your answers to another device, or keep them in a file.',
      section: 'other',
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
      hint: without(
        leftOut(content, holdings, link.extent),
        (names) => `Too long to hold everything: it leaves out ${names}. A file holds all of it.`,
      ),
    },
    code: code && {
      ...qrCode(code.address),
      caption: `Or point your phone’s camera at this code. ${without(
        leftOut(content, holdings, code.extent),
        (names) =>
          `With everything in it, it would be too fine for a camera, so it leaves out ${names}. Use the link or a file for those.`,
      )}`.trim(),
    },
    fault: { link: at('link'), file: at('file') },
    entered: tried?.entered ?? '',
  } satisfies Page & Record<string, unknown>;
}
