/** The pages on which lists of questions are shown. */
import type { QuestionList } from '../../assessment/scores/lists.ts';

/** Returns the address of the page that shows the list; saving the last answer of a list leads back to it. */
export function listAddress({ kind, name, of }: QuestionList): string {
  switch (kind) {
    case 'principle':
      return `/principles/${of}`;
    case 'competency':
      return `/report/${of}`;
    case 'priorities':
      return '/report/where-to-start';
    case 'table':
    case 'retake':
      return '/questions';
    default:
      return `/questions?show=${name}`;
  }
}

/** Appends parameters, such as "list=low", to an address that may have some already; undefined ones are left out. */
export function withQuery(address: string, ...parameters: readonly (string | undefined)[]): string {
  const query = parameters.filter((parameter) => parameter !== undefined && parameter !== '').join('&');
  if (query === '') return address;
  return `${address}${address.includes('?') ? '&' : '?'}${query}`;
}
