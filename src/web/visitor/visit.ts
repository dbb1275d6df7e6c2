/** What the personal pages have in common: whose answers, under which names, with which notices. */
import type { Request, Response } from 'express';
import { type Answers, noAnswers } from '../../assessment/answers.ts';
import { type Progress, progressOf } from '../../assessment/progress.ts';
import { nextQuestion, type Route } from '../../assessment/route.ts';
import { type Assessment, currentAssessment, type Visitor } from '../../assessment/visitor.ts';
import type { Content } from '../../content/content.ts';
import { NotFound } from '../http/errors.ts';
import { broughtNotice, copyNotices, nothingKept, savedUntil, unreadableNotice } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { teamNotices, withTeams } from '../sync/team-wording.ts';

export interface Visit {
  readonly visitor: Visitor;
  readonly assessment: Assessment | undefined;
  readonly answers: Answers;
  readonly route: Route;
  readonly progress: Progress;
  /** "Ward 7", or "my work group" when the visitor gave no name. */
  readonly groupName: string;
  /** Until when the answers are kept and where else they are, in words; empty when nothing is saved. */
  readonly savedUntil: string;
  readonly notices: readonly string[];
}

export function levelName(content: Content, id: string | undefined): string {
  const level = content.levelsOfBusiness.find((known) => known.id === id) ?? content.levelsOfBusiness[0];
  return level?.name ?? '';
}

export function groupName(content: Content, assessment: Assessment | undefined): string {
  return assessment?.name || levelName(content, assessment?.level);
}

export function visitOf({ content, store, teams }: Site, req: Request, res: Response): Visit {
  const { jar, copyStatus } = res.locals;
  const { visitor, unreadable } = store.read(jar);
  const assessment = currentAssessment(visitor);
  const answers = assessment?.answers ?? noAnswers;
  const memberships = (assessment && teams?.of(jar)) ?? [];
  const query = req.method === 'GET' ? req.query : {};
  const isKept = (query.brought ?? query.first) !== undefined && !jar.wasEmpty;
  const brought = broughtNotice(query.brought, isKept);
  return {
    visitor,
    assessment,
    answers,
    route: assessment?.route ?? 'key',
    progress: progressOf(content.instrument, answers),
    groupName: groupName(content, assessment),
    savedUntil:
      savedUntil(visitor) +
      (copyStatus === 'kept' ? ', with a copy on this site' : '') +
      (assessment ? withTeams(memberships, assessment) : ''),
    notices: [
      ...(unreadable ? [unreadableNotice(unreadable)] : []),
      ...(copyStatus && copyStatus !== 'kept' ? [copyNotices[copyStatus]] : []),
      ...(assessment ? teamNotices(memberships, assessment) : []),
      ...(brought ? [brought] : []),
      ...(query.first !== undefined && !isKept ? [nothingKept] : []),
    ],
  };
}

/**
 * The address that a form leads to after saving.
 * @param before the visitor as they were: after a first save nobody knows yet whether the browser takes the cookie, so the
 * next page is asked to look (`?first`)
 */
export function afterSaving(before: Visitor, address: string): string {
  if (before.assessments.length > 0) return address;
  return `${address}${address.includes('?') ? '&' : '?'}first`;
}

/** Where the current assessment continues: its next open question, or the report when none is left. */
export function nextAddress({ instrument }: Content, visitor: Visitor): string {
  const current = currentAssessment(visitor);
  const next = current && nextQuestion(instrument, current.route, current.answers);
  return next ? `/questions/${next.id}` : '/report';
}

/** The assessment that the address names. @throws NotFound when this browser has none with that id */
export function wantedAssessment(
  { store }: Site,
  req: Request,
  res: Response,
): { visitor: Visitor; assessment: Assessment } {
  const { visitor } = store.read(res.locals.jar);
  const assessment = visitor.assessments.find(({ id }) => id === req.params.id);
  if (!assessment)
    throw new NotFound('There is no such assessment in this browser; it may have been deleted.');
  return { visitor, assessment };
}
