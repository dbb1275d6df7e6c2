import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { StorageAway, StorageFault } from '../../../storage/away.ts';
import type { SendPage } from '../../render/page.ts';
import {
  NotFound,
  Problem,
  RepeatRequest,
  StateTooLarge,
  UnusableLink,
  WorksheetTooLarge,
} from '../errors.ts';
import { repeat } from '../finish.ts';

export const notFound: RequestHandler = (_req, _res, next) => next(new NotFound());

interface ProblemText {
  readonly title: string;
  readonly advice: string;
}

const lost = 'Your answers are safe in your browser.';
const texts: Record<number, ProblemText> = {
  400: { title: 'That request was not complete', advice: 'Go back and try once more.' },
  403: {
    title: 'That change was not made',
    advice: 'Open this site in your browser and make the change here.',
  },
  404: { title: 'No such page', advice: 'The address may be mistyped, or the page may have moved.' },
  413: { title: 'That was too much at once', advice: `Shorten what you entered and send it again. ${lost}` },
  415: { title: 'That is not a form', advice: 'Use the forms on the pages of this site.' },
  422: { title: 'That was not saved', advice: `${lost} Go back and change it.` },
  429: { title: 'Too much, too fast', advice: `Wait ten seconds, then load the page again. ${lost}` },
  503: {
    title: 'The server cannot do that just now',
    advice: `Nothing was changed. Try again in a minute. ${lost}`,
  },
  500: { title: 'Something failed here', advice: `It is our fault. Try again in a minute. ${lost}` },
};

/** Express and its parsers throw errors with a 4xx status for a malformed request. Any other error is a 500. */
function statusOf(error: unknown): number {
  if (error instanceof Problem) return error.status;
  if (error instanceof StorageFault) return 503;
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
}

function textOf(error: unknown, status: number): ProblemText {
  if (error instanceof UnusableLink) return { title: error.title, advice: 'Nothing was changed.' };
  return texts[status] ?? texts[400] ?? { title: '', advice: '' };
}

function messageOf(error: unknown): string {
  if (error instanceof StorageAway) return 'The server’s database does not answer.';
  if (error instanceof StorageFault) return 'The server’s database lacks something that this needs.';
  return error instanceof Problem ? error.message : '';
}

/** Renders the error page. It shows neither a stack nor anything that the visitor sent. */
export function showProblem(send: SendPage, logger: Logger, base: string): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (error instanceof RepeatRequest && !res.headersSent) return repeat(res, base + req.url);
    // A change that does not fit is not saved in part.
    if (error instanceof StateTooLarge || error instanceof WorksheetTooLarge) res.locals.jar?.undo();
    const status = statusOf(error);
    const { requestId } = res.locals;
    if (status === 500) logger.error({ requestId, err: error }, 'request failed');
    if (res.headersSent) return next(error);
    res.removeHeader('Content-Disposition');
    const { title, advice } = textOf(error, status);
    const page = {
      layout: { title, description: advice, section: 'other' as const, personal: true, indexed: false },
      status,
      message: messageOf(error),
      advice,
      requestId: status === 500 ? requestId : '',
    };
    send(req, res, 'pages/problem', page, status);
  };
}
