/** What the personal pages have in common: the current assessment, its names and progress, and the notices. */
import type { Request, Response } from 'express';
import { type Answers, noAnswers } from '../../assessment/answers.ts';
import { type Progress, progressOf } from '../../assessment/progress.ts';
import { nextQuestion, type Route } from '../../assessment/route.ts';
import { type Assessment, currentAssessment, type Visitor } from '../../assessment/visitor.ts';
import type { Content } from '../../content/content.ts';
import { NotFound } from '../http/errors.ts';
import { savedUntil } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { teamNotices, withTeams } from '../sync/team-wording.ts';
import {
  broughtNotice,
  copyNotices,
  formerNotice,
  type Notice,
  nothingKept,
  unreadableNotice,
} from './notices.ts';

export interface Visit {
  readonly visitor: Visitor;
  readonly assessment: Assessment | undefined;
  readonly answers: Answers;
  readonly route: Route;
  readonly progress: Progress;
  /** The name of the assessment, or of its level when it has none. */
  readonly groupName: string;
  /** Until when the answers are kept, and where else they are saved; empty when nothing is saved. */
  readonly savedUntil: string;
  readonly notices: readonly Notice[];
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
  const { visitor, unreadable, former } = store.read(jar);
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
      ...(former ? [formerNotice(former.edition, content.instrument.edition)] : []),
      ...(unreadable && !former ? [unreadableNotice(unreadable)] : []),
      ...(copyStatus && copyStatus !== 'kept' ? [copyNotices[copyStatus]] : []),
      ...(assessment ? teamNotices(memberships, assessment) : []),
      ...(brought ? [brought] : []),
      ...(query.first !== undefined && !isKept ? [nothingKept] : []),
    ],
  };
}

/**
 * Returns the address to redirect to after saving. After the first save it has `?first`, with which the next page checks
 * whether the browser accepted the cookie.
 * @param before the visitor before the change
 */
export function afterSaving(before: Visitor, address: string): string {
  if (before.assessments.length > 0) return address;
  return `${address}${address.includes('?') ? '&' : '?'}first`;
}

/** Returns the address of the next open question of the current assessment, or of the report when none is left. */
export function nextAddress({ instrument }: Content, visitor: Visitor): string {
  const current = currentAssessment(visitor);
  const next = current && nextQuestion(instrument, current.route, current.answers);
  return next ? `/questions/${next.id}` : '/report';
}

/** Returns the assessment of the route's `:id`. @throws NotFound when this browser has none with that id */
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
