/** What the personal pages have in common: whose answers, under which names, with which notices. */
import type { Request, Response } from 'express';
import { type Answers, noAnswers } from '../assessment/answers.ts';
import { type Progress, progressOf } from '../assessment/progress.ts';
import type { Route } from '../assessment/route.ts';
import { type Assessment, currentAssessment, type Visitor } from '../assessment/visitor.ts';
import type { Content } from '../content/content.ts';
import type { VisitorStore } from './visitor-store.ts';
import { savedUntil, unreadableNotice } from './wording.ts';

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
  req: Request,
  res: Response,
  content: Content,
  store: VisitorStore,
): CurrentVisit {
  const { visitor, unreadable } = store.read(req, res);
  const assessment = currentAssessment(visitor);
  const answers = assessment?.answers ?? noAnswers;
  return {
    visitor,
    assessment,
    answers,
    route: assessment?.route ?? 'key',
    progress: progressOf(content.instrument, answers),
    groupName: groupName(content, assessment),
    savedUntil: savedUntil(visitor),
    notices: unreadable ? [unreadableNotice(unreadable)] : [],
  };
}
