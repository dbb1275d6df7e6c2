/** What /resume/open shows before anything changes: both sides, and the ways to choose from. */

import { type Choice, newAmong, pairsOf } from '../../assessment/comparison/merge.ts';
import { type Holdings, isEmptyHoldings } from '../../assessment/holdings.ts';
import type { Assessment } from '../../assessment/visitor.ts';
import type { Content } from '../../content/content.ts';
import { isolated } from '../../direction.ts';
import type { FieldError } from '../http/form.ts';
import type { Page } from '../render/page.ts';
import { counted, listed } from '../render/wording.ts';
import { fingerprintOfHoldings } from '../visitor/fingerprint.ts';
import { heldUntil, holdingsView } from '../visitor/holdings-view.ts';
import { groupName, nextAddress, type Visit } from '../visitor/visit.ts';
import { pairView } from './pair-view.ts';
import {
  areOfTwoPeople,
  differingWorksheets,
  holdsAll,
  proposed,
  type WorksheetName,
  waysFor,
  worksheetsOnlyHere,
} from './proposal.ts';

export interface Brought {
  readonly from: 'link' | 'file';
  /** The holdings as a signed token, which the form posts back. */
  readonly token: string;
  readonly holdings: Holdings;
  /** The visitor has chosen, and a first response saved only a part of it: one response has no room for all cookies. */
  readonly isSecondStep?: boolean;
}

/** The choice as far as the visitor has made it. The page proposes the rest. */
export type Entered = Partial<Choice>;

const worksheetTitles: Readonly<Record<WorksheetName, string>> = {
  plan: 'contract for change',
  moments: 'moments of truth',
};
const yourWorksheet = (name: WorksheetName) => `your ${worksheetTitles[name]}`;

export function openView(
  content: Content,
  { notices, savedUntil }: Pick<Visit, 'notices' | 'savedUntil'>,
  here: Holdings,
  { from, token, holdings: brought, isSecondStep = false }: Brought,
  entered: Entered = {},
  errors: readonly FieldError[] = [],
) {
  const choice: Choice = { ...proposed(here, brought), ...entered };
  const pairs = pairsOf(here.visitor, brought.visitor);
  const pairViews = pairs.map((pair) => pairView(content, pair, choice));
  const added = newAmong(here.visitor, brought.visitor);
  const unpaired = added.filter((assessment) => !pairs.some((pair) => pair.brought === assessment));
  const names = (assessments: readonly Assessment[]) =>
    listed(assessments.map((assessment) => quotedName(content, assessment)));
  const ways = waysFor(here, brought);
  const isOfTwo = areOfTwoPeople(here, brought);
  // Nothing is preselected for two people, so that pressing the button alone does not mix their answers.
  const chosen = isOfTwo ? entered.how : choice.how;
  const differing = differingWorksheets(here, brought);
  return {
    layout: {
      title: 'Carry on here?',
      description: 'Choose what becomes of what you bring and of what this browser holds.',
      section: 'other',
      styles: ['fields', 'resume'],
      personal: true,
      indexed: false,
    },
    notices: isSecondStep ? [...notices, secondStep] : notices,
    savedUntil: heldUntil(savedUntil, here),
    errors,
    error: errors.find(({ field }) => field === 'how')?.text ?? '',
    from,
    token,
    seen: fingerprintOfHoldings(here),
    brought: holdingsView(content, brought),
    here: isEmptyHoldings(here) ? undefined : holdingsView(content, here),
    people: isOfTwo ? { brought: brought.visitor.name, here: here.visitor.name } : undefined,
    nothingNew: holdsAll(here, brought),
    onwards: here.visitor.assessments.length > 0 ? nextAddress(content, here.visitor) : '/resume',
    /** The ways to choose from. Empty when there is only one: the form's button does it. */
    ways: ways.length > 1 ? ways.map((way) => ({ way, chosen: way === chosen })) : [],
    only: ways.length > 1 ? '' : (ways[0] ?? 'replace'),
    pairs: pairViews,
    differing: pairViews.reduce((sum, pair) => sum + pair.differing.length, 0),
    added: { merging: names(unpaired), beside: names(added) },
    /** Worksheets that were not brought. They stay, whichever way the visitor chooses. */
    stays: listed(worksheetsOnlyHere(here, brought).map(yourWorksheet)),
    removed: listed([...removedAssessments(content, here), ...differing.map(yourWorksheet)]),
    wins: choice.wins,
    worksheets: differing.map((name) => ({
      field: name,
      name: worksheetTitles[name],
      keeps: choice[name],
    })),
  } satisfies Page & Record<string, unknown>;
}

const secondStep =
  'The first part is in this browser. The rest is too much for the same answer of the server: press the button once more to bring it.';

/** Returns what replacing removes: "“Ward 7” with 2 snapshots". */
function removedAssessments(content: Content, { visitor }: Holdings): string[] {
  if (visitor.assessments.length === 0) return ['no answers'];
  return visitor.assessments.map((assessment) => {
    const { length } = assessment.snapshots;
    const name = quotedName(content, assessment);
    return length > 0 ? `${name} with ${counted(length, 'snapshot')}` : name;
  });
}

function quotedName(content: Content, assessment: Assessment): string {
  return `“${isolated(groupName(content, assessment))}”`;
}
