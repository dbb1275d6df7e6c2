/** /teams/results/actions: what a team agreed to do, written down and looked at in each later round. */

import { createHash } from 'node:crypto';
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { dayOfText } from '../../../assessment/days.ts';
import {
  actionOwnerLimit,
  actionStates,
  actionTextLimit,
  mostActions,
  type TeamAction,
  toReview,
} from '../../../assessment/team/actions.ts';
import { decodeActions, encodeActions } from '../../../codec/database/actions.ts';
import { isolated } from '../../../direction.ts';
import { teamCalendar } from '../../../exports/team/team-calendar.ts';
import type { Team } from '../../../storage/tables/teams.ts';
import { sendDownload } from '../../http/download.ts';
import { seeOther } from '../../http/finish.ts';
import { type FieldError, leadTo, worksheetForm } from '../../http/form.ts';
import { oneLine } from '../../http/text-fields.ts';
import { dateText } from '../../render/wording.ts';
import type { Site } from '../../site.ts';
import { keyQuery, resultsPath } from './results-link.ts';
import type { TeamReader } from './team-reader.ts';

const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

const text = z.string().catch('').transform(oneLine);
const row = (i: number) => ({
  [`what-${i}`]: text,
  [`owner-${i}`]: text,
  [`due-${i}`]: text,
  [`question-${i}`]: text,
  [`state-${i}`]: z.enum(actionStates).catch('open'),
  [`round-${i}`]: z.coerce.number().int().min(0).catch(0),
});
const places = Array.from({ length: mostActions }, (_, i) => i + 1);
const actionsForm = z.object(Object.assign({}, ...places.map(row)) as ReturnType<typeof row>);

/** How actions stand on the results page. */
export function agreedView(actions: readonly TeamAction[], round: number) {
  return {
    actions: actions.map((action) => ({
      ...action,
      due: action.due && dateText(dayOfText(action.due)),
      state: action.state === 'open' ? '' : action.state,
    })),
    review: toReview(actions, round).length > 0,
    hasDays: actions.some(({ due, state }) => due !== '' && state !== 'done' && state !== 'dropped'),
  };
}

export function teamAgreedRoutes(app: Express, site: Site, reader: TeamReader): void {
  const { deps, content, send, path } = site;
  const { teams } = deps.storage ?? {};
  if (!teams) return;
  const isQuestion = (id: string) => content.instrument.questions.some((question) => question.id === id);

  const show = (
    req: Request,
    res: Response,
    given: { team: Team; key: string; actions: readonly TeamAction[]; errors?: readonly FieldError[] },
  ) => {
    const { team, key, actions, errors = [] } = given;
    const view = {
      layout: {
        title: 'What we agreed',
        description: 'What a team agreed to do, who does it and by when.',
        section: 'other' as const,
        styles: ['link', 'teams'],
        personal: true,
        indexed: false,
      },
      errors,
      errorTitle: 'Nothing was saved yet',
      key,
      name: team.name,
      round: team.round,
      limits: { what: actionTextLimit, owner: actionOwnerLimit, most: mostActions },
      states: actionStates,
      rows: places.map((place) => {
        const action = actions[place - 1];
        return {
          place,
          ...(action ?? { what: '', owner: '', due: '', question: '', state: 'open', round: team.round }),
          isEarlier: action !== undefined && action.round < team.round,
          error: {
            what: errors.find(({ field }) => field === `what-${place}`)?.text ?? '',
            due: errors.find(({ field }) => field === `due-${place}`)?.text ?? '',
            question: errors.find(({ field }) => field === `question-${place}`)?.text ?? '',
          },
        };
      }),
    };
    send(req, res, 'pages/team-actions', view, errors.length > 0 ? 422 : 200);
  };

  app.get('/teams/results/actions/save', leadTo(path('/teams')));
  app.get('/teams/results/actions', async (req, res) => {
    const { key } = keyQuery.parse(req.query);
    const team = await reader.open(key);
    show(req, res, { team, key, actions: decodeActions(await teams.actions(team.id)) });
  });

  app.post('/teams/results/actions/save', worksheetForm, async (req, res) => {
    const { key } = keyQuery.catch({ key: '' }).parse(req.body);
    const team = await reader.open(key);
    const sent = actionsForm.parse(req.body) as Record<string, string | number>;
    const errors: FieldError[] = [];
    const actions = places.map((place): TeamAction => {
      const of = (name: string) => String(sent[`${name}-${place}`] ?? '');
      const sentRound = Number(of('round'));
      const round = sentRound > 0 && sentRound <= team.round ? sentRound : team.round;
      const state = of('state') as TeamAction['state'];
      return {
        what: of('what'),
        owner: of('owner').slice(0, actionOwnerLimit),
        due: of('due'),
        question: of('question').replace(/^q/i, ''),
        state,
        round,
        reviewed: state === 'open' ? round : team.round,
      };
    });
    for (const [i, { what, due, question }] of actions.entries()) {
      const place = i + 1;
      if (what === '' && (due || question))
        errors.push({ field: `what-${place}`, text: `Say what is to be done in action ${place}` });
      if (what.length > actionTextLimit)
        errors.push({
          field: `what-${place}`,
          text: `Use at most ${actionTextLimit} characters for action ${place}`,
        });
      if (due !== '' && !isDay(due))
        errors.push({ field: `due-${place}`, text: `Enter the day of action ${place} like 2027-01-31` });
      if (question !== '' && !isQuestion(question))
        errors.push({
          field: `question-${place}`,
          text: `There is no question “${isolated(question.slice(0, 10))}”: enter one like 3.7`,
        });
    }
    if (errors.length > 0) return show(req, res, { team, key, actions, errors });
    await teams.saveActions(team.id, encodeActions(actions.filter(({ what }) => what !== '')));
    seeOther(res, path(resultsPath(key, '&agreed')));
  });

  app.get('/teams/results.ics', async (req, res) => {
    const { key } = keyQuery.parse(req.query);
    const team = await reader.open(key);
    const actions = decodeActions(await teams.actions(team.id));
    const uid = (action: number) =>
      `${createHash('sha256').update(`service-mirror action ${team.id} ${action}`).digest('base64url')}@service-mirror`;
    const body = teamCalendar(team.name, actions, deps.now(), uid);
    sendDownload(res, { name: 'service-mirror-team.ics', type: 'text/calendar; charset=utf-8', body });
  });
}
