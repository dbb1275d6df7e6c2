/** The view model of /start and /start/:id. */

import type { Assessment, Visitor } from '../../assessment/visitor.ts';
import { type FormerState, nameLimit } from '../../codec/state.ts';
import type { Content } from '../../content/content.ts';
import { isolated } from '../../direction.ts';
import type { FieldError } from '../http/form.ts';
import type { Page } from '../render/page.ts';
import { listed } from '../render/wording.ts';
import { assessmentSummary } from '../visitor/assessment-summary.ts';
import { groupName, type Visit } from '../visitor/visit.ts';
import type { SetAside } from '../visitor/visitor-store.ts';
import type { Entered } from './start-form.ts';

function titleOf(editing: Assessment | undefined, { assessments }: Visitor): string {
  if (editing) return 'Change this assessment';
  return assessments.length > 0 ? 'My assessments' : 'Before you start';
}

/** What this browser keeps besides the assessments that count. */
interface Aside {
  readonly asides: readonly SetAside[];
  readonly former: readonly FormerState[];
}

/** @param editing the assessment to change; undefined for the list with the form for a new one */
export function startView(
  content: Content,
  { visitor, notices, savedUntil }: Visit,
  { asides, former }: Aside,
  editing: Assessment | undefined,
  values: Entered,
  errors: readonly FieldError[],
) {
  const { instrument, levelsOfBusiness } = content;
  const errorOf = (field: keyof Entered) => errors.find((error) => error.field === field)?.text ?? '';
  return {
    layout: {
      title: titleOf(editing, visitor),
      description: 'Choose whom “us” means and which questions come first.',
      section: 'other',
      styles: ['start'],
      personal: true,
      indexed: false,
    },
    notices,
    savedUntil,
    errors,
    error: {
      level: errorOf('level'),
      name: errorOf('name'),
      person: errorOf('person'),
      route: errorOf('route'),
    },
    editing: editing && { id: editing.id, name: groupName(content, editing) },
    /** A first assessment needs one choice; the others are folded, unless one of them was made or refused. */
    isShort: !editing && visitor.assessments.length === 0 && errors.length === 0,
    action: editing ? `/start/${editing.id}/change` : '/start/new',
    values,
    nameLimit,
    levels: levelsOfBusiness.map(({ id, name }) => ({ id, name, checked: values.level === id })),
    keyCount: instrument.questions.filter(({ key }) => key).length,
    count: instrument.questions.length,
    assessments: visitor.assessments.map((assessment) => assessmentSummary(content, assessment, visitor)),
    former: former.map(({ edition, visitor: then }, i) => ({
      edition,
      groups: listed(then.assessments.map((assessment) => isolated(groupName(content, assessment)))),
      to: `/start/former/${i + 1}.json`,
    })),
    edition: instrument.edition,
    hasAside: asides.length > 0,
    aside: asides.some(({ isFormer }) => !isFormer) && {
      readable: asides.flatMap(
        (aside) => aside.visitor?.assessments.map((assessment) => groupName(content, assessment)) ?? [],
      ),
    },
  } satisfies Page & Record<string, unknown>;
}
