/** What the personal pages have in common: whose answers, under which names, with which notices. */
import type { Request } from 'express';
import { type Answers, noAnswers } from '../../assessment/answers.ts';
import { type Progress, progressOf } from '../../assessment/progress.ts';
import { nextQuestion, type Route } from '../../assessment/route.ts';
import { type Assessment, currentAssessment, type Visitor } from '../../assessment/visitor.ts';
import type { Content } from '../../content/content.ts';
import { NotFound } from '../http/errors.ts';
import { fieldsOf, type Incoming, type Outgoing } from '../http/http.ts';
import { broughtNotice, copyNotices, nothingKept, savedUntil, unreadableNotice } from '../render/wording.ts';
import { teamNotices, withTeams } from '../sync/team-wording.ts';
import { cookiePairs, ourPrefix } from './cookies.ts';
import type { VisitorStore } from './visitor-store.ts';

export interface CurrentVisit {
  readonly visitor: Visitor;
  readonly assessment: Assessment | undefined;
  readonly answers: Answers;
  readonly route: Route;
  readonly progress: Progress;
  /** "Ward 7", or "my work group" when the visitor gave no name. */
  readonly groupName: string;
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

export function currentVisit(
  req: Incoming,
  res: Outgoing,
  content: Content,
  store: VisitorStore,
): CurrentVisit {
  const { visitor, unreadable } = store.read(req, res);
  const assessment = currentAssessment(visitor);
  const answers = assessment?.answers ?? noAnswers;
  const { teams } = res.locals;
  const fields = req.method === 'GET' ? fieldsOf(req) : {};
  const isKept = (fields.brought ?? fields.first) !== undefined && holdsOurs(req);
  const brought = broughtNotice(fields.brought, isKept);
  return {
    visitor,
    assessment,
    answers,
    route: assessment?.route ?? 'key',
    progress: progressOf(content.instrument, answers),
    groupName: groupName(content, assessment),
    savedUntil:
      savedUntil(visitor) +
      (res.locals.copy === 'kept' ? ', with a copy on this site' : '') +
      (teams && assessment ? withTeams(teams, assessment) : ''),
    notices: [
      ...(unreadable ? [unreadableNotice(unreadable)] : []),
      ...(res.locals.copy && res.locals.copy !== 'kept' ? [copyNotices[res.locals.copy]] : []),
      ...(teams && assessment ? teamNotices(teams, assessment) : []),
      ...(brought ? [brought] : []),
      ...(fields.first !== undefined && !isKept ? [nothingKept] : []),
    ],
  };
}

/**
 * Where a form leads that saved something, as its visitor was before: of a first cookie nobody knows yet whether the browser takes
 * it, so the next page is asked to look.
 */
export function afterSaving({ assessments }: Visitor, address: string): string {
  if (assessments.length > 0) return address;
  return `${address}${address.includes('?') ? '&' : '?'}first`;
}

function holdsOurs(req: Incoming): boolean {
  return cookiePairs(req.headers.cookie).some(([name]) => name.startsWith(ourPrefix));
}

/** Where the current assessment goes on: its next open question, or the report when none is left. */
export function nextAddress({ instrument }: Content, visitor: Visitor): string {
  const current = currentAssessment(visitor);
  const next = current && nextQuestion(instrument, current.route, current.answers);
  return next ? `/questions/${next.id}` : '/report';
}

/** The assessment that the address names. @throws NotFound when this browser has none of that id */
export function wantedAssessment(
  req: Request,
  res: Outgoing,
  store: VisitorStore,
): { visitor: Visitor; assessment: Assessment } {
  const { visitor } = store.read(req, res);
  const assessment = visitor.assessments.find(({ id }) => id === req.params.id);
  if (!assessment)
    throw new NotFound('There is no such assessment in this browser; it may have been deleted.');
  return { visitor, assessment };
}
