/** Says why a link or a file could not be opened, and what to do about it. */
import type { FileFault } from '../../codec/links/file.ts';
import type { TokenFault } from '../../codec/links/token.ts';
import type { Upload } from '../http/upload.ts';
import { linkFaultTitle } from '../render/wording.ts';

export interface Fault {
  /** The title of the page; undefined when nothing was entered, which is no fault of a link or a file. */
  readonly title?: string;
  readonly fault: string;
  readonly advice: string;
  /** The page of this site that the advice leads to, if there is one. */
  readonly next?: { readonly address: string; readonly title: string };
}

const byItself = 'Open it by itself, in the address line of your browser.';
const again = 'On the device where your answers are, open this page and make a new link.';

export interface LinkPlaces {
  /** Where the answers in a link of another edition can be downloaded. */
  readonly file: string;
  /** Where a saved copy is opened with this link; empty on a site that keeps none. */
  readonly copy: string;
}

/** @param edition the edition of the link; used only when the reason is 'other-edition' */
export function linkFault(reason: TokenFault, edition: number, ours: number, places: LinkPlaces): Fault {
  const text = linkText(reason, edition, ours, places);
  return reason === 'empty'
    ? text
    : { ...text, title: linkFaultTitle(reason, 'This link brings no answers') };
}

function linkText(reason: TokenFault, edition: number, ours: number, { file, copy }: LinkPlaces): Fault {
  switch (reason) {
    case 'empty':
      return {
        fault: 'Paste the link',
        advice: 'You find it on this page, on the device where your answers are.',
      };
    case 'no-link':
      return {
        fault: 'This is not a link of this site',
        advice: 'You find the link on this page, on the device where your answers are. Copy all of it.',
      };
    case 'cut-short':
      return {
        fault: 'This link is not complete: its end is missing',
        advice:
          'Mail programs sometimes cut a long link at the end of a line. Copy it again, to its very last character.',
      };
    case 'altered':
      return { fault: 'Something in this link was changed on its way', advice: again };
    case 'unknown-secret':
      return {
        fault: 'This link was made on another site, or too long ago for this one to check it',
        advice:
          'On the device where your answers are, save them to a file. A file can be restored on any site.',
      };
    case 'is-report':
      return {
        fault: 'This link shows somebody’s report; it is not one to carry on with',
        advice: 'You can put that report beside yours.',
        next: { address: '/compare', title: 'Compare with colleagues' },
      };
    case 'is-copy':
      return {
        fault: 'This link opens a saved copy; it is not one to carry on with',
        advice: copy ? 'You can look at what the copy holds.' : 'This site keeps no saved copies.',
        ...(copy ? { next: { address: copy, title: 'Open the saved copy' } } : {}),
      };
    case 'is-team':
      return { fault: 'This link leads to a team; it brings no answers', advice: byItself };
    case 'is-room':
      return { fault: 'This link leads to a live room; it brings no answers', advice: byItself };
    case 'other-format':
      return {
        fault: 'This link is in a form that this site does not read; a newer one may have made it',
        advice: 'Carry on where the link was made.',
      };
    case 'other-edition':
      return {
        fault: `The answers in this link are to edition ${edition} of the questions, and this site asks edition ${ours}`,
        advice:
          'It has other sentences and another scale, so they do not count here, and you start anew. You can keep them:',
        next: { address: file, title: 'Download them as a file' },
      };
    case 'is-resume':
    case 'damaged':
      return { fault: 'What this link holds is damaged', advice: again };
  }
}

type Refused = Extract<Upload, { ok: false }>['reason'] | FileFault | 'too-much';

const saveAgain = 'On the device where your answers are, save them to a file once more.';

/** @param detail the version or edition of the file, or its damaged places; may be empty */
export function fileFault(reason: Refused, detail: string, ours: number): Fault {
  const text = fileText(reason, detail, ours);
  return reason === 'missing' ? text : { ...text, title: 'This file brings no answers' };
}

function fileText(reason: Refused, detail: string, ours: number): Fault {
  switch (reason) {
    case 'missing':
      return {
        fault: 'Choose a file',
        advice: 'Its name begins with service-mirror, if you have not changed it.',
      };
    case 'empty':
      return { fault: 'This file is empty', advice: saveAgain };
    case 'too-large':
      return {
        fault: 'This file is far larger than any that this site saves',
        advice: 'Choose the one whose name begins with service-mirror.',
      };
    case 'not-json':
      return {
        fault: 'This is not a file as this site saves them, or it was changed since',
        advice: 'Choose the one whose name begins with service-mirror and ends with .json.',
      };
    case 'foreign':
      return {
        fault: 'This file comes from another program: it holds no answers to this site’s questions',
        advice: 'Choose the one whose name begins with service-mirror.',
      };
    case 'newer':
      return {
        fault: `This file was saved by a newer site than this (${detail})`,
        advice: 'Restore it on the site where it was saved.',
      };
    case 'older':
      return {
        fault: `This file is in an older form, which this site no longer reads (${detail})`,
        advice: 'Restore it on the site where it was saved.',
      };
    case 'other-edition':
      return {
        fault: `The answers in this file are to another edition of the questions (${detail}), and this site asks edition ${ours}`,
        advice:
          'It has other sentences and another scale, so they do not count here, and you start anew. Keep the file: it holds what you answered.',
      };
    case 'damaged':
      return { fault: `This file is damaged: ${detail}`, advice: saveAgain };
    case 'too-much':
      return {
        fault: 'This file holds more than a browser can keep',
        advice:
          'Open it where it was made, delete an assessment or shorten a text there, and save it once more.',
      };
  }
}
