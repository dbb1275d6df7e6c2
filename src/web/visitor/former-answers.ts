/** Answers to an edition that does not count here: what pages say about them, and the file in which they can be taken along. */
import type { Response } from 'express';
import type { FormerState } from '../../codec/state.ts';
import { formerJson } from '../../exports/former-json.ts';
import { sendDownload } from '../http/download.ts';
import type { Site } from '../site.ts';

/** A notice with a link after its text. */
export interface LinkedNotice {
  readonly text: string;
  /** The address in this site. */
  readonly to: string;
  readonly link: string;
}

export const formerFile = '/start/former/1.json';

/** @param where "in this browser", "in this link" */
export function formerSentence(edition: number, ours: number, where: string): string {
  return `The answers ${where} belong to edition ${edition} of the questions; this site asks edition ${ours}, with other sentences and another scale, so they do not count and you start anew.`;
}

/** The notice while the state cookie holds such answers. */
export function formerNotice({ edition }: FormerState, ours: number): LinkedNotice {
  return {
    text: formerSentence(edition, ours, 'in this browser'),
    to: formerFile,
    link: 'Download them as a file',
  };
}

export function sendFormer(res: Response, { content }: Site, former: FormerState): void {
  sendDownload(res, {
    name: `service-mirror-edition-${former.edition}.json`,
    type: 'application/json; charset=utf-8',
    body: formerJson(former, content.formerEditions.get(former.edition)),
  });
}
