import { UnusableLink } from '../http/errors.ts';

/** The error of a page for members of a team, opened in a browser that is not one. */
export const notMember = (): UnusableLink =>
  new UnusableLink(
    'This browser is not in that team',
    'It never joined the team, or has left it already. Your teams are listed under Teams.',
  );
