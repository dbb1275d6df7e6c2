/** What /plan shows: the form, the space left, and the contract, which is what is printed. */
import { emptyPlan, isEmptyPlan, type Plan, planTexts } from '../../assessment/plan.ts';
import type { Content } from '../../content/content.ts';
import type { Page } from '../render/page.ts';
import { spaceText } from '../render/space-text.ts';
import { worksheetUntil } from '../render/wording.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';
import type { Notice } from '../visitor/notices.ts';
import type { Visit } from '../visitor/visit.ts';
import type { WorksheetStore } from '../visitor/worksheet-store.ts';
import { contractTitle, contractView, planWords, unreadablePlan } from './contract.ts';
import { draftOf, type FilledIn, fingerprintOf, goalPlaces, withoutEmptyGoals } from './plan-fields.ts';
import { canBeFilled } from './plan-filling.ts';
import { textsFold } from './plan-folds.ts';
import { fieldView, goalView } from './plan-goal-view.ts';
import { questionSources } from './plan-questions.ts';

export interface PlanPage extends FilledIn {
  readonly content: Content;
  readonly visit: Visit;
  readonly store: WorksheetStore<Plan>;
  readonly jar: CookieJar;
  /** A notice of what was just done; empty when nothing was. */
  readonly done: Notice;
}

export function planView(page: PlanPage) {
  const { content, visit, store, kept, typed, errors, done } = page;
  const { worksheet: saved, unreadable } = kept;
  const field = (id: string) => fieldView(id, typed, errors);
  const sources = questionSources(content, visit);
  // As long as the one that the first save gives.
  const id = saved.id ?? '-'.repeat(22);
  return {
    layout: {
      title: contractTitle,
      description: 'Three goals, who sees to each and by when, and what will keep you at it.',
      section: 'plan',
      styles: ['fields', 'plan'],
      scripts: ['plan'],
      personal: true,
      indexed: false,
    },
    notices: [...visit.notices, ...(unreadable ? [unreadablePlan] : []), ...(done ? [done] : [])],
    errors,
    seen: fingerprintOf(saved),
    isSaved: !isEmptyPlan(saved),
    keptUntil: worksheetUntil(saved),
    fill: {
      ...fillState(visit, field('fill').error),
      useful: canBeFilled(draftOf(typed), content, visit, page.today),
    },
    goals: goalPlaces.map((place) => goalView(page, sources, place)),
    textsFold: textsFold(page),
    texts: planTexts.map((name) => ({ ...field(name), ...planWords[name] })),
    signedBy: field('signedBy'),
    signedOn: field('signedOn'),
    retakeOn: field('retakeOn'),
    save: field('save'),
    space: {
      /** The bytes of text that fit an empty plan; public/js/plan.js counts down from it. */
      whole: store.spaceLeft(page.jar, { ...emptyPlan, id }),
      text: spaceText(store.spaceLeft(page.jar, { ...withoutEmptyGoals(draftOf(typed)), id })),
    },
    contract: contractView(saved, content),
  } satisfies Page & Record<string, unknown>;
}

/** Whether the goals can be filled from the priorities, and if not, which question comes next. */
function fillState({ progress, assessment }: Visit, error: string) {
  const next = progress.keyLeft[0]?.id;
  return {
    open: progress.reportOpen,
    error,
    left: progress.keyLeft.length,
    next: assessment && next ? { address: `/questions/${next}`, id: next } : undefined,
  };
}
